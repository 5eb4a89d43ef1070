package dev.handfast.conformance.scenario;

import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.subject.ClientOnSeams;
import dev.handfast.conformance.subject.Feature;
import java.time.Duration;
import java.util.ArrayList;

/// The races in which a client of any library is tried: those of [Scenarios] that are a client's.
public final class ClientRaces {
  /// Longer than the handshake may take.
  private static final Duration LATE = Duration.ofSeconds(10);

  private ClientRaces() {}

  private record Race(String title, ClientOnSeams subject, SubjectPlay.Race race)
      implements Scenario {
    @Override
    public Play on(Stage stage) {
      return new SubjectPlay(stage, subject, race);
    }
  }

  /// The races of a client.
  ///
  /// @param client the name of its public class
  /// @throws ReflectiveOperationException where it has no public constructor without parameters
  public static Scenario[] of(String client) throws ReflectiveOperationException {
    ClientOnSeams subject =
        Class.forName(client, true, ClientRaces.class.getClassLoader())
            .asSubclass(ClientOnSeams.class)
            .getConstructor()
            .newInstance();
    var races = new ArrayList<Race>();
    races.add(new Race("sends against the flush", subject, ClientRaces::flush));
    races.add(new Race("sends against the deadline", subject, ClientRaces::deadline));
    races.add(new Race("sends against a loss", subject, ClientRaces::loss));
    if (subject.features().contains(Feature.THREADS)) {
      races.add(new Race("sends against a close", subject, ClientRaces::close));
      if (subject.features().contains(Feature.REQUESTS)) {
        races.add(new Race("asks and sends against a loss", subject, ClientRaces::request));
      }
    }
    return races.toArray(Scenario[]::new);
  }

  /// Threads send while the verdict arrives and what waited is flushed.
  private static Runnable flush(SubjectPlay play) {
    play.sendFirst("E1");
    play.sendFirst("E2");
    return () -> {
      play.sender("sender a", "A1", "A2");
      play.says(Word.ACCEPT);
    };
  }

  /// A client is closed while a thread still sends, and the deadline passes.
  private static Runnable close(SubjectPlay play) {
    play.sendFirst("E1");
    play.accepted();
    return () -> {
      play.sender("sender a", "A1");
      play.closer(Duration.ofSeconds(1));
      play.passes(Duration.ofSeconds(1));
    };
  }

  /// The handshake's deadline passes while the verdict arrives and a thread sends.
  private static Runnable deadline(SubjectPlay play) {
    play.sendFirst("E1");
    return () -> {
      play.sender("sender a", "A1");
      play.passes(LATE);
      play.says(Word.ACCEPT);
    };
  }

  /// A thread sends while the connection breaks.
  private static Runnable loss(SubjectPlay play) {
    play.accepted();
    return () -> {
      play.sender("sender a", "A1");
      play.breaks();
    };
  }

  /// A thread asks and one sends while the connection breaks.
  private static Runnable request(SubjectPlay play) {
    play.accepted();
    return () -> {
      play.asker("asking", "R1");
      play.sender("sender a", "A1");
      play.breaks();
    };
  }
}
