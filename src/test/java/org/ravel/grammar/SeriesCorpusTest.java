package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

class SeriesCorpusTest {
  /** What a day later is left when the day is taken out follows the recursion but for noise. */
  @Test
  void whoKnowsTheSourceHasTheInnovationsAsErrors() {
    SeriesCorpus corpus = new SeriesCorpus(1, 1, 20_000);
    double[] y =
        corpus
            .text()
            .lines()
            .skip(1)
            .mapToDouble(row -> Double.parseDouble(row.split(",", -1)[2]))
            .toArray();
    double[] day = new double[24];
    for (int i = 0; i < y.length; i++) {
      day[i % 24] += y[i] / (y.length / 24.0);
    }
    double squares = 0;
    for (int i = 2; i < y.length; i++) {
      double expected =
          day[i % 24] + 1.2 * (y[i - 1] - day[(i - 1) % 24]) - 0.4 * (y[i - 2] - day[(i - 2) % 24]);
      squares += (y[i] - expected) * (y[i] - expected);
    }
    double error = Math.sqrt(squares / (y.length - 2));
    assertThat(corpus.values()).isEqualTo(20_000);
    assertThat(corpus.bestError()).isCloseTo(error, within(0.01));
    assertThat(corpus.bestError()).isCloseTo(SeriesCorpus.expectedError(1), within(0.02));
  }

  /** By hand: weights 1 and 1.2, variances 1 and 2.44. */
  @Test
  void furtherValuesAreForecastWithSumsOfInnovations() {
    assertThat(SeriesCorpus.expectedError(1)).isEqualTo(1);
    assertThat(SeriesCorpus.expectedError(2)).isCloseTo(Math.sqrt(1.72), within(1e-12));
  }

  @Test
  void theSameSeedGivesTheSameRows() {
    List<String> rows = new SeriesCorpus(5, 2, 30).text().lines().toList();
    assertThat(rows).hasSize(61).isEqualTo(new SeriesCorpus(5, 2, 30).text().lines().toList());
    assertThat(rows.get(0)).isEqualTo("series,time,value");
    assertThat(rows.get(31)).startsWith("sensor-2,2020-01-01T00:00,");
    assertThat(new SeriesCorpus(6, 2, 30).text()).isNotEqualTo(new SeriesCorpus(5, 2, 30).text());
    assertThatThrownBy(() -> new SeriesCorpus(1, 1, 0))
        .isInstanceOf(InputException.class)
        .hasMessage("1 series of 0 values are to be drawn, but both must be at least 1");
  }
}
