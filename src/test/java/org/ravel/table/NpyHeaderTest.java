package org.ravel.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.InputException;
import org.ravel.testing.NpyArray;

class NpyHeaderTest {

  @ParameterizedTest
  @CsvSource({
    "|u1, 255, 255",
    "|i1, -3, -3",
    "<u2, 65535, 65535",
    "<i2, -300, -300",
    ">i4, 70000, 70000",
    "<f4, 0.5, 0.5",
    ">f4, 0.5, 0.5",
    "<f8, -0.25, -0.25",
    // Halves by their bits: 1.5, the smallest above 0, minus infinity.
    "<f2, 15872, 1.5",
    "<f2, 1, 5.9604645E-8",
    "<f2, 64512, -Infinity"
  })
  void readsNumbersOfAllTypes(String type, double written, float read) {
    byte[] file = NpyArray.bytes(type, "(2, 1)", 7, written);
    NpyHeader header = NpyHeader.parse("a.npy", file);
    byte[] numbers = Arrays.copyOfRange(file, header.offset(), file.length);
    assertThat(header.offset() % 64).isZero();
    assertThat(header.row(numbers, 1)).containsExactly(read);
  }

  @Test
  void aMatrixHasOneVectorForEachImageAndAGridSeveral() {
    NpyHeader matrix = NpyHeader.parse("a.npy", NpyArray.bytes("<f4", "(3, 2)"));
    assertThat(matrix.rows()).isEqualTo(3);
    assertThat(matrix.steps()).isEqualTo(1);
    assertThat(matrix.width()).isEqualTo(2);
    NpyHeader grid = NpyHeader.parse("a.npy", NpyArray.bytes("<f4", "(3, 4, 2)"));
    assertThat(grid.steps()).isEqualTo(4);
    assertThat(grid.rowBytes()).isEqualTo(32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<f4; (3,); has the shape (3,)",
        "<f4; (3, 0); has the shape (3, 0)",
        "<f4; (3, 2, 2, 2); has the shape (3, 2, 2, 2)",
        "<f4; (3000000000, 2); has the shape (3000000000, 2), but there may be at most 2,147,483,647 images",
        "<f4; (3, 3000000000); has the shape (3, 3000000000), but there may be at most",
        "<f8; (3, 70000, 70000); has the shape (3, 70000, 70000), but there may be at most",
        "<f8; (3, 4294967296, 4294967296); has the shape",
        "<f8; (3, 99999999999999999999); has the shape (3, 99999999999999999999), but there may",
        "<c8; (3, 2); has numbers of the type c8",
        "<U3; (3, 2); has the header"
      })
  void refusesArraysThatHoldNoFeatures(String type, String shape, String why) {
    assertThatThrownBy(() -> NpyHeader.parse("a.npy", NpyArray.bytes(type, shape)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("a.npy " + why);
  }

  @ParameterizedTest
  @ValueSource(bytes = {2, 3})
  void readsHeadersWhoseLengthHasFourBytes(byte format) {
    byte[] first = NpyArray.bytes("<f4", "(2, 1)", 7, 0.5);
    ByteBuffer file = ByteBuffer.allocate(first.length + 2).order(ByteOrder.LITTLE_ENDIAN);
    int length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
    file.put(first, 0, 6)
        .put(format)
        .put((byte) 0)
        .putInt(length)
        .put(first, 10, first.length - 10);
    NpyHeader header = NpyHeader.parse("a.npy", file.array());
    assertThat(header.offset()).isEqualTo(12 + length);
    assertThat(header.bytes()).isEqualTo(8);
    byte[] numbers = Arrays.copyOfRange(file.array(), header.offset(), file.capacity());
    assertThat(header.row(numbers, 1)).containsExactly(0.5f);
    for (int cut = 6; cut < header.offset(); cut++) {
      byte[] start = Arrays.copyOf(file.array(), cut);
      assertThatThrownBy(() -> NpyHeader.parse("a.npy", start))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("is cut off in its header");
    }
  }

  @Test
  void refusesOtherFiles() {
    byte[] file = NpyArray.bytes("<f4", "(3, 2)");
    assertThatThrownBy(() -> NpyHeader.parse("a.npy", "PK".getBytes(StandardCharsets.US_ASCII)))
        .hasMessageContaining("does not begin as NumPy's arrays do");
    assertThatThrownBy(() -> NpyHeader.parse("a.npy", Arrays.copyOf(file, 40)))
        .hasMessageContaining("is cut off in its header");
    byte[] fortran =
        new String(file, StandardCharsets.ISO_8859_1)
            .replace("False", "True ")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> NpyHeader.parse("a.npy", fortran))
        .hasMessageContaining("is in the order of Fortran");
  }
}
