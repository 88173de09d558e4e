package org.ravel.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {

  /** Grey pixels of such values, again and again. */
  private static Picture grey(int width, int height, int... values) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) values[i / 3 % values.length];
    }
    return new Picture(width, height, rgb);
  }

  private static int[] values(Picture picture) {
    return IntStream.range(0, picture.width() * picture.height())
        .map(i -> picture.rgb()[3 * i] & 0xff)
        .toArray();
  }

  /** Two pixels to each side count: (0 · 0.75 + 70 · 0.75 + 140 · 0.25) / 1.75 = 50. */
  @Test
  void shrinkingSeesAllPixels() {
    assertThat(values(grey(4, 1, 0, 70, 140, 210).scaled(2, 1))).containsExactly(50, 160);
    assertThat(values(grey(1, 4, 0, 70, 140, 210).scaled(1, 2))).containsExactly(50, 160);
  }

  /** A quarter of the way from one pixel's middle to the next. */
  @Test
  void enlargingGoesFromOnePixelToTheNext() {
    assertThat(values(grey(2, 1, 0, 200).scaled(4, 1))).containsExactly(0, 50, 150, 200);
  }

  @Test
  void theSameSizeChangesNothing() {
    Picture picture = grey(3, 2, 1, 2, 3);
    assertThat(picture.scaled(3, 2)).isSameAs(picture);
    assertThat(picture.middle(3, 2)).isSameAs(picture);
    assertThat(picture.within(3)).isSameAs(picture);
  }

  @ParameterizedTest
  @CsvSource({"500, 375, 341, 256", "375, 500, 256, 341", "100, 100, 256, 256"})
  void theShorterSideDecides(int width, int height, int newWidth, int newHeight) {
    Picture scaled = grey(width, height, 9).withShorterSide(256);
    assertThat(scaled.width()).isEqualTo(newWidth);
    assertThat(scaled.height()).isEqualTo(newHeight);
    assertThat(values(scaled)).containsOnly(9);
  }

  @Test
  void theMiddleIsCutOut() {
    Picture picture = grey(4, 4, IntStream.range(0, 16).toArray());
    assertThat(values(picture.middle(2, 2))).containsExactly(5, 6, 9, 10);
    // Half a pixel is rounded to the even number: 0 here, 2 of three.
    assertThat(values(picture.middle(3, 1))).containsExactly(8, 9, 10);
  }

  @Test
  void theLongerSideIsLimited() {
    Picture shrunk = grey(500, 250, 7).within(100);
    assertThat(shrunk.width()).isEqualTo(100);
    assertThat(shrunk.height()).isEqualTo(50);
  }
}
