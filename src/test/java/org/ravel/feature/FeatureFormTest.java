package org.ravel.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ravel.config.FeaturesConfig.Form;
import org.ravel.config.FeaturesConfig.Layout;
import org.ravel.error.ConfigurationException;

class FeatureFormTest {
  /** Two channels of 3 × 3 places: 1 to 9, and their tens. */
  private static final OnnxNetwork.Tensor NCHW =
      new OnnxNetwork.Tensor(
          new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90},
          new long[] {1, 2, 3, 3});

  private static final OnnxNetwork.Tensor NHWC =
      new OnnxNetwork.Tensor(
          new float[] {1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60, 7, 70, 8, 80, 9, 90},
          new long[] {1, 3, 3, 2});

  private static FeatureForm grid(Layout layout, int height, int width) {
    return new FeatureForm(Form.GRID, layout, height, width);
  }

  @Test
  void aVectorIsTheMeanOfAllPlaces() {
    assertThat((float[]) new FeatureForm(Form.VECTOR, Layout.NCHW, 7, 7).of(NCHW))
        .containsExactly(5, 50);
    assertThat((float[]) new FeatureForm(Form.VECTOR, Layout.NHWC, 7, 7).of(NHWC))
        .containsExactly(5, 50);
  }

  /** The place in the middle belongs to all four: the mean of 1, 2, 4 and 5 is 3. */
  @Test
  void placesOfAGridOverlap() {
    for (float[][] grid :
        new float[][][] {
          (float[][]) grid(Layout.NCHW, 2, 2).of(NCHW), (float[][]) grid(Layout.NHWC, 2, 2).of(NHWC)
        }) {
      assertThat(grid).isDeepEqualTo(new float[][] {{3, 30}, {4, 40}, {6, 60}, {7, 70}});
    }
  }

  @Test
  void aGridHasTheMapsRowsFirst() {
    assertThat((float[][]) grid(Layout.NCHW, 1, 3).of(NCHW))
        .isDeepEqualTo(new float[][] {{4, 40}, {5, 50}, {6, 60}});
    assertThat((float[][]) grid(Layout.NCHW, 3, 3).of(NCHW)).hasDimensions(9, 2);
  }

  @Test
  void anOutputWithoutPlacesIsAVector() {
    OnnxNetwork.Tensor output = new OnnxNetwork.Tensor(new float[] {1, 2, 3}, new long[] {1, 3});
    assertThat((float[]) new FeatureForm(Form.VECTOR, Layout.NCHW, 7, 7).of(output))
        .containsExactly(1, 2, 3);
    assertThatThrownBy(() -> grid(Layout.NCHW, 7, 7).of(output))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "features.grid is 7 × 7, but the map at features.network.output has 1 × 1 places; set a smaller grid, another output, or features.form=vector");
  }

  @Test
  void otherShapesAreRefused() {
    assertThatThrownBy(
            () ->
                grid(Layout.NHWC, 2, 2)
                    .of(new OnnxNetwork.Tensor(new float[6], new long[] {1, 2, 3})))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "has the shape [1, 2, 3], but must be a vector, [1, features], or a map, [1, height, width, features]");
  }
}
