package org.ravel.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.FeaturesConfig.Layout;
import org.ravel.config.ImageConfig;
import org.ravel.config.ImageConfig.Fit;
import org.ravel.image.MalformedImageException;
import org.ravel.image.Picture;

class ImageInputTest {

  private static ImageInput input(Fit fit) {
    return new ImageInput(
        new ImageConfig(
            224,
            224,
            fit,
            256,
            ImageConfig.Channels.RGB,
            1,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0)),
        Layout.NCHW);
  }

  private static Picture white(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) 255);
    return new Picture(width, height, rgb);
  }

  /** Such as lines and rulers on scanned pages: a side that is scaled up takes the other along. */
  @ParameterizedTest
  @CsvSource({"CROP, 1, 2000", "CROP, 2000, 1", "CROP, 1, 4000000", "STRETCH, 1, 4000000"})
  void aPictureThatIsTooThinToBeScaledIsNamed(Fit fit, int width, int height) {
    ImageInput input = input(fit);
    FloatBuffer buffer = input.buffer();
    assertThatThrownBy(() -> input.fill(buffer, "line.png", white(width, height)))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageStartingWith(
            "the image line.png has %,d × %,d pixels, and ".formatted(width, height));
  }

  @ParameterizedTest
  @CsvSource({"CROP, 3, 900", "CROP, 900, 3", "STRETCH, 1, 2000", "STRETCH, 4000000, 1"})
  void anyOtherIsRead(Fit fit, int width, int height) {
    ImageInput input = input(fit);
    FloatBuffer buffer = input.buffer();
    input.fill(buffer, "a.png", white(width, height));
    for (int i = 0; i < buffer.capacity(); i++) {
      assertThat(buffer.get(i)).isEqualTo(255);
    }
  }
}
