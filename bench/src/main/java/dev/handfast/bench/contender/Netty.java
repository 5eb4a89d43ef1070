package dev.handfast.bench.contender;

import dev.handfast.bench.contender.Frame.PermissionRequest;
import dev.handfast.bench.contender.Frame.PermissionResponse;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.MessageToByteEncoder;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Netty on epoll with domain sockets, lines and Jackson: flushes are consolidated, and a sender
/// heeds the channel's writability, as Netty's guides advise.
final class Netty implements Contender {
  private static final int LONGEST_LINE = 8 << 20;
  private static final int BACKLOG = 4096;

  /// 200 bytes: a status update without its text, and about any other frame.
  private static final int ENVELOPE = 200;

  private static final JsonMapper JSON = new JsonMapper();
  private static final ObjectReader READER = JSON.readerFor(Frame.class);
  private static final ObjectWriter WRITER = JSON.writerFor(Frame.class);

  /// 512 KiB, as many status updates as it takes unmeasured by default; writing goes on at half.
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(256 << 10, 512 << 10);

  /// One for all connections of a client's process, and none of a server's.
  private static final EventLoopGroup LOOP = loops(1);

  @Override
  public AutoCloseable serve(Path socket, Mode mode) throws InterruptedException {
    EventLoopGroup door = loops(1);
    EventLoopGroup rooms = loops(0);
    var maker = maker(0);
    new ServerBootstrap()
        .group(door, rooms)
        .channel(EpollServerDomainSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                pipeline(channel).addLast(new Orchestrator(maker));
              }
            })
        .bind(new DomainSocketAddress(socket.toFile()))
        .sync();
    return () -> {
      var _ = door.shutdownGracefully();
      var _ = rooms.shutdownGracefully();
    };
  }

  @Override
  public Client connect(Path socket, Setting setting) throws InterruptedException {
    var worker = new Worker(maker(setting.size()), setting.patient());
    new Bootstrap()
        .group(LOOP)
        .channel(EpollDomainSocketChannel.class)
        .option(ChannelOption.MESSAGE_SIZE_ESTIMATOR, () -> Netty::size)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                pipeline(channel).addLast(worker);
              }
            })
        .connect(new DomainSocketAddress(socket.toFile()))
        .sync();
    worker.ready.join();
    return worker.client();
  }

  /// About how large a message will be: Netty measures those that are encoded, and takes others for
  /// eight bytes, so that long ones would fill its memory before the channel is unwritable.
  private static int size(Object message) {
    return switch (message) {
      case ByteBuf bytes -> bytes.readableBytes();
      case Frame.StatusUpdate status -> ENVELOPE + status.message().length();
      default -> ENVELOPE;
    };
  }

  /// @param threads 0 for Netty's own choice
  private static EventLoopGroup loops(int threads) {
    return new MultiThreadIoEventLoopGroup(threads, EpollIoHandler.newFactory());
  }

  private static Frame.Maker maker(int size) {
    return new Frame.Maker(
        JSON.createObjectNode().put("command", "mvn -q verify"), Frames.said(size));
  }

  private static ChannelPipeline pipeline(Channel channel) {
    return channel
        .pipeline()
        .addLast(new FlushConsolidationHandler(256, true))
        .addLast(new LineBasedFrameDecoder(LONGEST_LINE))
        .addLast(new FromJson())
        .addLast(new ToJson());
  }

  private static final class FromJson extends MessageToMessageDecoder<ByteBuf> {
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf line, List<Object> out)
        throws IOException {
      try (InputStream bytes = new ByteBufInputStream(line)) {
        out.add(READER.readValue(bytes));
      }
    }
  }

  private static final class ToJson extends MessageToByteEncoder<Frame> {
    @Override
    protected void encode(ChannelHandlerContext context, Frame frame, ByteBuf out)
        throws IOException {
      try (OutputStream bytes = new ByteBufOutputStream(out)) {
        WRITER.writeValue(bytes, frame);
      }
      out.writeByte('\n');
    }
  }

  private static final class Orchestrator extends SimpleChannelInboundHandler<Frame> {
    private final Frame.Maker maker;

    Orchestrator(Frame.Maker maker) {
      this.maker = maker;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
      switch (frame) {
        case PermissionRequest request -> {
          var _ = context.writeAndFlush(maker.response(request));
        }
        case Frame.Handshake _ -> {
          var _ = context.writeAndFlush(maker.ack());
        }
        case Frame.HandshakeAck _, Frame.StatusUpdate _, PermissionResponse _ -> {}
      }
    }
  }

  private static final class Worker extends SimpleChannelInboundHandler<Frame> {
    private final CompletableFuture<Channel> ready = new CompletableFuture<>();
    private final Pending pending = new Pending();
    private final Semaphore room = new Semaphore(0);
    private final Frame.Maker maker;
    private final boolean patient;

    Worker(Frame.Maker maker, boolean patient) {
      this.maker = maker;
      this.patient = patient;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      var _ = context.writeAndFlush(maker.handshake());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (context.channel().isWritable()) {
        room.release();
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
      switch (frame) {
        case PermissionResponse response -> pending.answered(response);
        case Frame.HandshakeAck ack when ack.accepted() -> ready.complete(context.channel());
        case Frame other -> throw new IllegalStateException("got " + other);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ready.completeExceptionally(cause);
      cause.printStackTrace();
      var _ = context.close();
    }

    Client client() {
      Channel channel = ready.join();
      return new Answering() {
        @Override
        public void request(Handler handler) {
          PermissionRequest request = maker.request();
          pending.expect(request.id(), () -> handler.handled(null));
          var _ = channel.writeAndFlush(request, channel.voidPromise());
        }

        @Override
        public boolean tell() throws InterruptedException {
          while (!channel.isWritable()) {
            if (!patient) {
              return false;
            }
            room.acquire();
          }
          var _ = channel.writeAndFlush(maker.status(), channel.voidPromise());
          return true;
        }

        @Override
        public void close() {
          channel.close().syncUninterruptibly();
        }
      };
    }
  }
}
