package dev.handfast.races;

import dev.handfast.conformance.world.Between;
import dev.handfast.conformance.world.Interposed;
import dev.handfast.transport.Link;
import dev.handfast.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/// Transports with somebody between them and their client.
final class Tampered {
  private Tampered() {}

  /// Takes text for what somebody wishes that it had been (O14).
  static Transport benevolent(Transport real, String said, String heard) {
    return new Interposed(
        real,
        handler ->
            new Between(handler) {
              @Override
              public void read(ByteBuffer bytes) {
                String text = StandardCharsets.UTF_8.decode(bytes).toString();
                super.read(ByteBuffer.wrap(utf8(text.replace(said, heard))));
              }
            });
  }

  /// Keeps half a line of one connection for the next one (R17, O18).
  static UnaryOperator<Transport> gluing() {
    var rest = new ByteArrayOutputStream();
    return real ->
        new Interposed(
            real,
            handler ->
                new Between(handler) {
                  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

                  @Override
                  public void read(ByteBuffer bytes) {
                    byte[] chunk = new byte[bytes.remaining()];
                    bytes.get(chunk);
                    for (byte each : chunk) {
                      line.write(each);
                      if (each == '\n') {
                        line.reset();
                      }
                    }
                    rest.writeBytes(chunk);
                    super.read(ByteBuffer.wrap(rest.toByteArray()));
                    rest.reset();
                  }

                  @Override
                  public void ended(String detail) {
                    rest.writeBytes(line.toByteArray());
                    super.ended(detail);
                  }
                });
  }

  /// Reads only while nothing waits to be written (R16).
  static Transport readingLast(Transport real) {
    return new Interposed(
        real,
        handler ->
            new Between(handler) {
              private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
              private boolean full;

              @Override
              protected long write(Link link, ByteBuffer[] buffers, int count) throws IOException {
                long taken = super.write(link, buffers, count);
                full = buffers[count - 1].hasRemaining();
                return taken;
              }

              @Override
              public void read(ByteBuffer bytes) {
                if (full) {
                  byte[] chunk = new byte[bytes.remaining()];
                  bytes.get(chunk);
                  unread.writeBytes(chunk);
                } else {
                  super.read(bytes);
                }
              }
            });
  }

  /// Lets the bytes of two frames run into each other (R10).
  static Transport interleaving(Transport real) {
    return new Interposed(
        real,
        handler ->
            new Between(handler) {
              @Override
              protected long write(Link link, ByteBuffer[] buffers, int count) throws IOException {
                if (count < 2) {
                  return super.write(link, buffers, count);
                }
                int half = buffers[0].remaining() / 2;
                ByteBuffer first = buffers[0].slice(buffers[0].position(), half);
                ByteBuffer rest =
                    buffers[0].slice(buffers[0].position() + half, buffers[0].remaining() - half);
                buffers[0].position(buffers[0].limit());
                long taken = super.write(link, new ByteBuffer[] {first, buffers[1], rest}, 3);
                return taken;
              }
            });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
