package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweptSettingTest {

  @Test
  void valuesAreListed() {
    SweptSetting setting = SweptSetting.parse(" model.cell = lstm, gru ,elman ");
    assertThat(setting.key()).isEqualTo("model.cell");
    assertThat(setting.values()).containsExactly("lstm", "gru", "elman");
    assertThat(setting.isListed()).isTrue();
  }

  @Test
  void wholeNumbersOfARangeAreListedBesideOthers() {
    assertThat(SweptSetting.parse("seed=-1..2,7").values())
        .containsExactly("-1", "0", "1", "2", "7");
  }

  @Test
  void aCommaInAListDividesNothing() {
    assertThat(SweptSetting.parse("model.dense.sizes = [32, 16], [], \"a,b\"").values())
        .containsExactly("[32, 16]", "[]", "a,b");
  }

  @Test
  void numbersOfARangeAreDrawnEvenly() {
    SweptSetting setting = SweptSetting.parse("model.dropout = 0.2..0.6");
    double[] drawn = drawn(setting);
    assertThat(Arrays.stream(drawn)).allMatch(value -> value >= 0.2 && value <= 0.6);
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isBetween(0.39, 0.41);
  }

  @Test
  void logarithmsOfARangeAreDrawnEvenly() {
    double[] drawn = drawn(SweptSetting.parse("training.updater.learning-rate = 1e-4..1e-2 log"));
    assertThat(Arrays.stream(drawn)).allMatch(value -> value >= 1e-4 && value <= 1e-2);
    // Half of them lie below the geometric mean, 1e-3.
    assertThat(Arrays.stream(drawn).filter(value -> value < 1e-3).count()).isBetween(1900L, 2100L);
  }

  private static double[] drawn(SweptSetting setting) {
    Random random = new Random(7);
    return IntStream.range(0, 4000)
        .mapToDouble(i -> Double.parseDouble(setting.draw(random)))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.cell | be written as in",
        "model.cell = | be written as in",
        "model.dense.sizes = [32, 16 | close each bracket",
        "model.dense.sizes = 32], 16 | close each bracket",
        "model.cell = \"lstm, gru | close each bracket and quotation mark",
        "model.cell = lstm,,gru | have a value between two commas",
        "seed = 5..1 | from a number to a larger one",
        "seed = 1..20000 | at most 10,000",
        "model.dropout = 0.5..0.1 | from a number to a larger one",
        "model.dropout = 0.1..0.2, 0.3 | have one range, or values",
        "training.updater.learning-rate = 0.0..0.1 log | begin above 0",
        "corpus.lower-case = true, false | vary seed, or settings of model",
        "model.path = a, b | no places",
        "evaluation.shards = a, b | no places"
      })
  void whatCannotVaryIsRefused(String text, String rule) {
    assertThatThrownBy(() -> SweptSetting.parse(text))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("sweep.over is \"" + text)
        .hasMessageContaining(rule);
  }
}
