package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

class SignalCorpusTest {
  private static final double STAY = 0.9;

  /** Every course of the states by itself, for the sequences that are short enough. */
  @Test
  void theBestAnswersAreThoseOfAllCoursesTogether() {
    SignalCorpus corpus = new SignalCorpus(3, 300, STAY);
    int compared = 0;
    for (List<String[]> rows : sequences(corpus)) {
      double[] x = rows.stream().mapToDouble(row -> Double.parseDouble(row[2])).toArray();
      if (x.length > 10) {
        continue;
      }
      double[] high = new double[x.length];
      double all = 0;
      for (int course = 0; course < 1 << x.length; course++) {
        double likelihood = 0.5;
        for (int step = 0; step < x.length; step++) {
          int state = (course >> step) & 1;
          double from = x[step] - (state - 0.5) * 0.7;
          likelihood *= Math.exp(-from * from / 2);
          if (step > 0) {
            likelihood *= state == ((course >> (step - 1)) & 1) ? STAY : 1 - STAY;
          }
        }
        all += likelihood;
        for (int step = 0; step < x.length; step++) {
          high[step] += (course >> step & 1) * likelihood;
        }
      }
      double[] found = corpus.posterior(x);
      for (int step = 0; step < x.length; step++) {
        assertThat(found[step]).isCloseTo(high[step] / all, within(1e-12));
      }
      compared++;
    }
    assertThat(compared).isPositive();
  }

  /** With one state a sequence, the sum of its x says all. */
  @Test
  void aWholeSequenceIsKnownByItsSum() {
    SignalCorpus corpus = new SignalCorpus(1, 2000, 1);
    long right = 0;
    for (List<String[]> rows : sequences(corpus)) {
      double sum = rows.stream().mapToDouble(row -> Double.parseDouble(row[2])).sum();
      assertThat(rows.stream().map(row -> row[4]).distinct()).hasSize(1);
      right += (sum > 0) == rows.get(0)[4].equals("high") ? 1 : 0;
    }
    assertThat(corpus.labels()).isEqualTo(2000);
    assertThat(corpus.bestAccuracy()).isEqualTo(right / 2000.0);
    assertThat(corpus.expectedAccuracy()).isCloseTo(corpus.bestAccuracy(), within(0.02));
  }

  @Test
  void theSameSeedGivesTheSameRows() {
    assertThat(new SignalCorpus(5, 20, STAY).text())
        .isEqualTo(new SignalCorpus(5, 20, STAY).text());
    assertThat(new SignalCorpus(6, 20, STAY).text())
        .isNotEqualTo(new SignalCorpus(5, 20, STAY).text());
    assertThatThrownBy(() -> new SignalCorpus(1, 0, STAY))
        .isInstanceOf(InputException.class)
        .hasMessage("the number of sequences is 0 but must be at least 1");
  }

  private static Iterable<List<String[]>> sequences(SignalCorpus corpus) {
    Map<String, List<String[]>> sequences = new LinkedHashMap<>();
    corpus
        .text()
        .lines()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(row -> sequences.computeIfAbsent(row[0], any -> new ArrayList<>()).add(row));
    return sequences.values();
  }
}
