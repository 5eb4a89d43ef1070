package dev.handfast.conformance.walk;

import dev.handfast.conformance.script.Shrinkable;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.transport.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Stimuli one after the other, from the beginning of a life on, by name: what can be written down.
///
/// @param ground what is gone over
/// @param chunk the most bytes that are read at once, in memory
/// @param stimuli names of [ClientStimulus] or [ServerStimulus]
public record WalkScript(Ground ground, int chunk, List<String> stimuli)
    implements Shrinkable<WalkScript> {

  /// Takes a copy.
  ///
  /// @throws IllegalArgumentException where the ground has no such stimulus
  public WalkScript {
    stimuli = List.copyOf(stimuli);
    stimuli.forEach(ground::check);
  }

  /// What is gone over.
  public sealed interface Ground {
    /// A client.
    ///
    /// @param view what is done to which client
    record Client(ClientView view) implements Ground {}

    /// A server's connection.
    record Server() implements Ground {}

    private void check(String stimulus) {
      switch (this) {
        case Client _ -> {
          var _ = ClientStimulus.valueOf(stimulus);
        }
        case Server _ -> {
          var _ = ServerStimulus.valueOf(stimulus);
        }
      }
    }
  }

  /// A client's walk.
  public static WalkScript of(ClientView view, List<ClientStimulus> stimuli) {
    return new WalkScript(
        new Ground.Client(view),
        Surroundings.WHOLE,
        stimuli.stream().map(ClientStimulus::name).toList());
  }

  /// A server's walk.
  public static WalkScript of(List<ServerStimulus> stimuli) {
    return new WalkScript(
        new Ground.Server(),
        Surroundings.WHOLE,
        stimuli.stream().map(ServerStimulus::name).toList());
  }

  /// The same in other chunks.
  public WalkScript inChunksOf(int bytes) {
    return new WalkScript(ground, bytes, stimuli);
  }

  @Override
  public Stream<WalkScript> smaller() {
    return IntStream.range(0, stimuli.size()).mapToObj(this::without);
  }

  private WalkScript without(int place) {
    var rest = new ArrayList<>(stimuli);
    rest.remove(place);
    return new WalkScript(ground, chunk, rest);
  }

  /// Goes along in memory, up to the first difference.
  ///
  /// @param factory makes the client, where it is one
  public Played inMemory(ClientSubject.Factory factory) {
    return switch (ground) {
      case Ground.Client(ClientView view) ->
          go(
              view.scene(),
              MemoryOutside.rooms(chunk, view.overflow(), factory),
              ClientStimulus::valueOf);
      case Ground.Server _ ->
          go(ServerScene.connected(), MemoryOutside.sessions(chunk), ServerStimulus::valueOf);
    };
  }

  /// Goes along over a real socket, up to the first difference.
  ///
  /// @param directory where sockets may be made
  /// @param factory makes the client, where it is one
  public Played overSocket(Path directory, Transport transport, ClientSubject.Factory factory) {
    return switch (ground) {
      case Ground.Client(ClientView view) ->
          go(
              view.scene(),
              SocketOutside.rooms(directory, transport, view.overflow(), factory),
              ClientStimulus::valueOf);
      case Ground.Server _ ->
          go(
              ServerScene.connected(),
              SocketOutside.sessions(directory, transport),
              ServerStimulus::valueOf);
    };
  }

  private <I> Played go(Scene<I> scene, Room.Factory<I> rooms, Function<String, I> named) {
    var story = new Story();
    try (Room<I> room = rooms.open()) {
      for (String name : stimuli) {
        I stimulus = named.apply(name);
        String expected = scene.take(stimulus);
        story.did(Story.OUTSIDE, name);
        String seen = room.take(stimulus, expected);
        story.noted(seen);
        if (!seen.equals(expected)) {
          return new Played(
              List.of("after %s: expected %s, seen %s".formatted(name, expected, seen)), story);
        }
      }
    }
    return new Played(List.of(), story);
  }

  @Override
  public String toString() {
    return "%s, chunks of %d%s"
        .formatted(
            switch (ground) {
              case Ground.Client(ClientView view) -> "client " + view;
              case Ground.Server _ -> "server";
            },
            chunk,
            String.join("", stimuli.stream().map(name -> "\n  " + name).toList()));
  }
}
