package dev.handfast.client;

import dev.handfast.CloseCause;
import dev.handfast.Counts;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.driver.Connection;
import dev.handfast.driver.Observer;
import dev.handfast.driver.Part;
import dev.handfast.driver.Stamp;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.PermissionRequest;
import dev.handfast.seam.Seams;
import dev.handfast.transition.Ask;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.SendRequested;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Supplier;

/// The real client's parts around a machine that has a fault.
public final class FaultyClient implements ClientSubject {
  private final ClientOptions options;
  private final Stamp stamp;
  private final ClientPart part;
  private final Connection<ClientState, ClientEvent, ClientEffect> connection;

  private FaultyClient(ClientOptions options, FaultyMachine.Machine machine) {
    this.options = options;
    Seams seams = options.seams().orElseThrow();
    stamp = new Stamp(seams.clock(), seams.idSeed());
    part = new ClientPart(options, seams, stamp);
    connection =
        new Connection<>(
            options.childId(),
            faulty(part, machine),
            ClientState.initial(options.queue()),
            options,
            seams,
            stamp,
            new Observer(null, options.onEvent().orElse(null)));
    part.belongTo(connection);
    connection.submit(new ClientEvent.Started());
  }

  /// Clients that all have the fault.
  public static ClientSubject.Factory with(FaultyMachine fault) {
    Supplier<FaultyMachine.Machine> machines = fault.machine();
    return options -> new FaultyClient(options, machines.get());
  }

  /// The real part, but for its machine.
  @SuppressWarnings("unchecked")
  private static Part<ClientState, ClientEvent, ClientEffect> faulty(
      ClientPart real, FaultyMachine.Machine machine) {
    return (Part<ClientState, ClientEvent, ClientEffect>)
        Proxy.newProxyInstance(
            Part.class.getClassLoader(),
            new Class<?>[] {Part.class},
            (_, method, arguments) -> {
              if (method.getName().equals("step")) {
                return machine.step((ClientState) arguments[0], (ClientEvent) arguments[1]);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  @Override
  public Receipt send(String content) {
    return connection.send(
        new Log(stamp.id(), stamp.millis(), options.childId(), LogLevel.TEXT, content),
        SendRequested::new);
  }

  @Override
  public PermissionCall ask(Confirmation confirmation, Duration timeout) {
    var request =
        new PermissionRequest(stamp.id(), stamp.millis(), options.childId(), confirmation);
    PermissionCall call = part.expect(request.id());
    try {
      call.accepted(
          connection.send(
              request, send -> new ClientEvent.RequestMade(new Ask(request.id(), timeout, send))));
      return call;
    } catch (HandfastException refused) {
      part.forget(request.id());
      throw refused;
    }
  }

  @Override
  public DrainReport drain(Duration deadline) {
    connection.submit(new ClientEvent.CloseRequested(deadline));
    CloseCause cause = connection.closed().awaitUninterruptibly();
    return new DrainReport(
        cause,
        connection.undelivered().stream()
            .filter(receipt -> receipt.delivery().isPresent())
            .map(DrainReport.Undelivered::of)
            .toList());
  }

  @Override
  public ClientPhase phase() {
    return ClientPhase.of(connection.state());
  }

  @Override
  public Counts counts() {
    return connection.counts();
  }
}
