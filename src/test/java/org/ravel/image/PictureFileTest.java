package org.ravel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.InputException;
import org.ravel.testing.Pictures;

class PictureFileTest {

  private static int[] pixel(Picture picture, int x, int y) {
    int at = 3 * (y * picture.width() + x);
    return new int[] {
      picture.rgb()[at] & 0xff, picture.rgb()[at + 1] & 0xff, picture.rgb()[at + 2] & 0xff
    };
  }

  /** Noise, so that each part of the file matters. */
  private static BufferedImage noise(int type) {
    BufferedImage image = new BufferedImage(64, 48, type);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(x, y, 0xff000000 | (x * 7919 + y * 104729) * 2654435);
      }
    }
    return image;
  }

  @Test
  void pixelsAreInTheirPlaces() {
    Picture picture = PictureFile.read("a.png", Pictures.counting());
    assertThat(picture.width()).isEqualTo(4);
    assertThat(picture.height()).isEqualTo(4);
    assertThat(pixel(picture, 3, 0)).containsExactly(3, 0, 6);
    assertThat(pixel(picture, 1, 2)).containsExactly(9, 0, 18);
  }

  /** Java's own conversion would make this 188. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void greyStaysAsItIs(String format) {
    BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64; i++) {
      grey.getRaster().setSample(i % 8, i / 8, 0, 128);
    }
    assertThat(pixel(PictureFile.read("grey", Pictures.file(grey, format)), 5, 5))
        .containsExactly(128, 128, 128);
  }

  @Test
  void sixteenBitsBecomeEight() {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 0xffff);
    grey.getRaster().setSample(1, 0, 0, 0x4080);
    Picture picture = PictureFile.read("deep.png", Pictures.file(grey, "png"));
    assertThat(pixel(picture, 0, 0)).containsExactly(255, 255, 255);
    assertThat(pixel(picture, 1, 0)).containsExactly(64, 64, 64);
  }

  @Test
  void whiteShinesThrough() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00112233);
    image.setRGB(1, 0, 0x80ff0000);
    Picture picture = PictureFile.read("a.png", Pictures.file(image, "png"));
    assertThat(pixel(picture, 0, 0)).containsExactly(255, 255, 255);
    assertThat(pixel(picture, 1, 0)).containsExactly(255, 127, 127);
  }

  @Test
  void palettesAreLookedUp() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(1, 0, 0xffff0000);
    assertThat(pixel(PictureFile.read("a.png", Pictures.file(image, "png")), 1, 0))
        .containsExactly(255, 0, 0);
  }

  @Test
  void jpegIsReadAndWritten() {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, 0x20c040);
    }
    Picture read = PictureFile.read("a.jpg", Pictures.file(image, "jpeg"));
    Picture again = PictureFile.read("b.jpg", read.jpeg(0.9f));
    for (Picture picture : new Picture[] {read, again}) {
      int[] pixel = pixel(picture, 8, 8);
      assertThat(pixel[0]).isCloseTo(0x20, within(4));
      assertThat(pixel[1]).isCloseTo(0xc0, within(4));
      assertThat(pixel[2]).isCloseTo(0x40, within(4));
    }
  }

  /** The readers of Java fill with grey what is missing of a JPEG. */
  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void cutOffFilesAreRefusedWhereverTheyEnd(String format) {
    byte[] whole = Pictures.file(noise(BufferedImage.TYPE_INT_RGB), format);
    // Behind the pixels of a PNG are sums and a chunk that holds nothing.
    int end = format.equals("png") ? whole.length - 24 : whole.length - 2;
    for (int length = end; length > 4; length -= Math.max(1, whole.length / 23)) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PictureFile.read("cut", cut))
          .as("%d bytes of %d", length, whole.length)
          .isInstanceOf(MalformedImageException.class)
          .hasMessageContaining(
              "the image cut is a damaged %s", format.equals("png") ? "PNG" : "JPEG")
          .hasMessageContaining("restore it, or take it away");
    }
  }

  @Test
  void whatIsNoPictureIsNamed() {
    assertThatThrownBy(() -> PictureFile.read("notes.jpg", "text".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(InputException.class)
        .hasMessage("the image notes.jpg is neither a JPEG nor a PNG; convert it, or take it away");
    assertThatThrownBy(() -> PictureFile.read("none.jpg", new byte[0]))
        .hasMessageContaining("the image none.jpg is empty");
  }

  /** Before there is memory for them: the header says that it has 16 million million pixels. */
  @Test
  void picturesThatAreTooLargeAreRefused() {
    byte[] file = Pictures.counting();
    byte[] huge = file.clone();
    huge[17] = 0x3f;
    huge[21] = 0x3f;
    assertThatThrownBy(() -> PictureFile.read("huge.png", huge))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("the image huge.png has 4,128,772 × 4,128,772 pixels")
        .hasMessageContaining("shrink it");
  }
}
