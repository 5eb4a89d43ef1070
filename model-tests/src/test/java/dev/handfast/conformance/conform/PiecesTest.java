package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.cases.Deed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiecesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 4_095, 4_096, 4_097, 8_191, 8_192, 100_000})
  void byte_by_byte_is_4096_pieces_at_most_and_loses_nothing(int length) {
    byte[] bytes = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
    List<byte[]> pieces = Pieces.of(bytes, new Deed.Each());

    assertThat(pieces).hasSizeLessThanOrEqualTo(4_096);
    var whole = new ByteArrayOutputStream();
    pieces.forEach(whole::writeBytes);
    assertThat(whole.toByteArray()).isEqualTo(bytes);
  }
}
