package dev.handfast.bench.contender;

import dev.handfast.bench.contender.Frame.PermissionRequest;
import dev.handfast.bench.contender.Frame.PermissionResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// gRPC over a Unix socket: one stream in both directions, or a unary call for each request.
///
/// Handlers never block, so both sides run them on the event loop (`directExecutor`), which is
/// gRPC's fastest. The methods are described by hand and carry JSON, so that every peer does the
/// same work on the same frames; with protobuf a frame would cost less to encode.
final class Grpc implements Contender {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ObjectReader READER = JSON.readerFor(Frame.class);
  private static final ObjectWriter WRITER = JSON.writerFor(Frame.class);
  private static final MethodDescriptor<Frame, Frame> STREAM =
      method(MethodDescriptor.MethodType.BIDI_STREAMING, "Talk");
  private static final MethodDescriptor<Frame, Frame> UNARY =
      method(MethodDescriptor.MethodType.UNARY, "Ask");

  /// One for all connections of a process.
  private static final EventLoopGroup LOOPS =
      new MultiThreadIoEventLoopGroup(EpollIoHandler.newFactory());

  /// Netty warns of each connection that a Unix socket has no such option, which gRPC always sets.
  private static final Logger WARNINGS = Logger.getLogger("io.netty.bootstrap");

  private final Call call;

  Grpc(Call call) {
    this.call = call;
    WARNINGS.setLevel(Level.SEVERE);
  }

  /// How requests are made.
  enum Call {
    /// Over the stream.
    STREAM,
    /// A call each.
    UNARY
  }

  private static MethodDescriptor<Frame, Frame> method(
      MethodDescriptor.MethodType type, String name) {
    var marshaller =
        new MethodDescriptor.Marshaller<Frame>() {
          @Override
          public InputStream stream(Frame frame) {
            return new ByteArrayInputStream(WRITER.writeValueAsBytes(frame));
          }

          @Override
          public Frame parse(InputStream bytes) {
            return READER.readValue(bytes);
          }
        };
    return MethodDescriptor.<Frame, Frame>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName("bench.Orchestrator", name))
        .setRequestMarshaller(marshaller)
        .setResponseMarshaller(marshaller)
        .build();
  }

  private static Frame.Maker maker(int size) {
    return new Frame.Maker(
        JSON.createObjectNode().put("command", "mvn -q verify"), Frames.said(size));
  }

  @Override
  public AutoCloseable serve(Path socket, Mode mode) throws IOException {
    var maker = maker(0);
    var service =
        ServerServiceDefinition.builder("bench.Orchestrator")
            .addMethod(STREAM, ServerCalls.asyncBidiStreamingCall(answers -> talk(maker, answers)))
            .addMethod(
                UNARY,
                ServerCalls.asyncUnaryCall(
                    (frame, answer) -> {
                      if (frame instanceof PermissionRequest request) {
                        answer.onNext(maker.response(request));
                      }
                      answer.onCompleted();
                    }))
            .build();
    Server server =
        NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .channelType(EpollServerDomainSocketChannel.class)
            .bossEventLoopGroup(LOOPS)
            .workerEventLoopGroup(LOOPS)
            .directExecutor()
            .withChildOption(ChannelOption.AUTO_READ, mode != Mode.STALLED)
            .addService(service)
            .build()
            .start();
    return server::shutdownNow;
  }

  private static StreamObserver<Frame> talk(Frame.Maker maker, StreamObserver<Frame> answers) {
    return new StreamObserver<>() {
      @Override
      public void onNext(Frame frame) {
        if (frame instanceof PermissionRequest request) {
          answers.onNext(maker.response(request));
        }
      }

      @Override
      public void onError(Throwable problem) {}

      @Override
      public void onCompleted() {
        answers.onCompleted();
      }
    };
  }

  @Override
  public Client connect(Path socket, Setting setting) throws InterruptedException {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .channelType(EpollDomainSocketChannel.class)
            .eventLoopGroup(LOOPS)
            .usePlaintext()
            .directExecutor()
            .build();
    var maker = maker(setting.size());
    if (call == Call.UNARY) {
      return new Unary(channel, maker);
    }
    var stream = new Stream(channel, maker, setting.patient());
    ClientCalls.asyncBidiStreamingCall(channel.newCall(STREAM, CallOptions.DEFAULT), stream);
    stream.ready.await();
    return stream;
  }

  private static final class Stream implements ClientResponseObserver<Frame, Frame>, Answering {
    private final CompletableFuture<ClientCallStreamObserver<Frame>> requests =
        new CompletableFuture<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Semaphore room = new Semaphore(0);
    private final Pending pending = new Pending();
    private final ManagedChannel channel;
    private final Frame.Maker maker;
    private final boolean patient;

    Stream(ManagedChannel channel, Frame.Maker maker, boolean patient) {
      this.channel = channel;
      this.maker = maker;
      this.patient = patient;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Frame> stream) {
      stream.setOnReadyHandler(
          () -> {
            ready.countDown();
            room.release();
          });
      requests.complete(stream);
    }

    @Override
    public void onNext(Frame frame) {
      if (frame instanceof PermissionResponse response) {
        pending.answered(response);
      }
    }

    @Override
    public void onError(Throwable problem) {
      if (!channel.isShutdown()) {
        problem.printStackTrace();
        System.exit(1);
      }
    }

    @Override
    public void onCompleted() {}

    @Override
    public void request(Handler handler) {
      PermissionRequest request = maker.request();
      pending.expect(request.id(), () -> handler.handled(null));
      requests.join().onNext(request);
    }

    @Override
    public boolean tell() throws InterruptedException {
      ClientCallStreamObserver<Frame> stream = requests.join();
      while (!stream.isReady()) {
        if (!patient) {
          return false;
        }
        room.acquire();
      }
      stream.onNext(maker.status());
      return true;
    }

    @Override
    public void close() {
      channel.shutdownNow();
    }
  }

  private record Unary(ManagedChannel channel, Frame.Maker maker) implements Answering {
    @Override
    public void request(Handler handler) {
      ClientCalls.asyncUnaryCall(
          channel.newCall(UNARY, CallOptions.DEFAULT),
          maker.request(),
          new StreamObserver<>() {
            @Override
            public void onNext(Frame answer) {}

            @Override
            public void onError(Throwable problem) {
              handler.handled(problem);
            }

            @Override
            public void onCompleted() {
              handler.handled(null);
            }
          });
    }

    @Override
    public void ask() {
      ClientCalls.blockingUnaryCall(channel, UNARY, CallOptions.DEFAULT, maker.request());
    }

    @Override
    public boolean tell() {
      throw new UnsupportedOperationException("a unary call has an answer");
    }

    @Override
    public void close() {
      channel.shutdownNow();
    }
  }
}
