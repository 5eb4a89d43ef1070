package dev.handfast.conformance.scenario;

import dev.handfast.Delivery;
import dev.handfast.conformance.schedule.Finding;
import dev.handfast.conformance.schedule.Finding.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Holds what senders were told against what the peer heard.
final class Judge {
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> heard;

  /// @param heard the tags of the messages that the peer heard, in order
  Judge(List<String> heard) {
    this.heard = heard;
  }

  List<Finding> findings() {
    return findings;
  }

  void find(Kind kind, String words) {
    findings.add(new Finding(kind, words));
  }

  /// Every accepted message has one outcome, and the outcome is true (HF-5).
  ///
  /// @param arrives whether what was written has arrived by now
  void outcomes(List<Sent> sent, boolean arrives) {
    for (Sent message : sent) {
      message.receipt().ifPresent(receipt -> outcome(message.tag(), receipt.delivery(), arrives));
    }
  }

  private void outcome(String tag, Optional<Delivery> delivery, boolean arrives) {
    if (delivery.isEmpty()) {
      find(Kind.LOST, tag + " was accepted and has no outcome");
      return;
    }
    switch (delivery.get()) {
      case Delivery.Written _ -> {
        if (arrives && !heard.contains(tag)) {
          find(Kind.LOST, tag + " was told written and never arrived");
        }
      }
      case Delivery.Failed(var cause) -> {
        if (heard.contains(tag)) {
          find(Kind.UNTRUE, tag + " was told failed (" + cause + ") and arrived");
        }
      }
      case Delivery.Unknown(var cause) -> {
        if (arrives) {
          find(Kind.UNTRUE, tag + " was told unknown (" + cause + ") though nothing broke");
        }
      }
    }
  }

  /// What was heard was heard once, in each sender's order, and what waited came first (HF-3).
  ///
  /// @param first the messages that were accepted before all others
  /// @param sent all messages, each sender's in its order
  void order(List<Sent> first, List<Sent> sent) {
    heard.stream()
        .filter(tag -> Collections.frequency(heard, tag) > 1)
        .distinct()
        .forEach(tag -> find(Kind.TWICE, tag + " arrived twice: " + heard));
    List<String> waited = first.stream().map(Sent::tag).toList();
    if (!heard.isEmpty()
        && !waited
            .subList(0, Math.min(waited.size(), heard.size()))
            .equals(heard.subList(0, Math.min(waited.size(), heard.size())))) {
      find(Kind.REORDERED, waited + " waited and did not come first: " + heard);
    }
    sent.stream().map(Sent::sender).distinct().forEach(sender -> order(sender, sent));
  }

  private void order(char sender, List<Sent> sent) {
    List<String> own = heard.stream().filter(tag -> tag.charAt(0) == sender).distinct().toList();
    List<String> wanted = sent.stream().map(Sent::tag).filter(own::contains).toList();
    if (!own.equals(wanted)) {
      find(Kind.REORDERED, "sent " + wanted + ", arrived " + own);
    }
  }
}
