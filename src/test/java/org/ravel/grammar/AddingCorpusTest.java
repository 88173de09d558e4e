package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

class AddingCorpusTest {

  @Test
  void theSumIsThatOfTheTwoMarkedNumbers() throws JsonProcessingException {
    AddingCorpus corpus = new AddingCorpus(3, 2000, 7);
    List<String> lines = corpus.text().lines().toList();
    assertThat(lines).hasSize(2000).doesNotHaveDuplicates();
    int[] marked = new int[7];
    double squares = 0;
    double numbers = 0;
    for (String line : lines) {
      JsonNode json = new ObjectMapper().readTree(line);
      BigDecimal sum = BigDecimal.ZERO;
      int markers = 0;
      for (int step = 0; step < 7; step++) {
        JsonNode pair = json.get("steps").get(step);
        assertThat(pair).hasSize(2);
        double number = pair.get(0).asDouble();
        assertThat(number).isBetween(0.0, 1.0);
        numbers += number / 14_000;
        if (pair.get(1).asInt() == 1) {
          marked[step]++;
          markers += step < 3 ? 1 : 10;
          sum = sum.add(new BigDecimal(pair.get(0).asText()));
        }
      }
      // One in the first three steps, one in the last four.
      assertThat(markers).as(line).isEqualTo(11);
      assertThat(sum).isEqualByComparingTo(json.get("sum").asText());
      squares += Math.pow(sum.doubleValue() - 1, 2) / 2000;
    }
    assertThat(corpus.errorWithoutMemory())
        .isCloseTo(squares, within(1e-9))
        .isCloseTo(1 / 6.0, within(0.015));
    assertThat(numbers).isCloseTo(0.5, within(0.01));
    for (int step = 0; step < 7; step++) {
      // Five deviations of a binomial distribution.
      assertThat(marked[step]).isCloseTo(2000 / (step < 3 ? 3 : 4), within(110));
    }
    assertThat(new AddingCorpus(3, 2000, 7).text()).isEqualTo(corpus.text());
    assertThat(new AddingCorpus(4, 2000, 7).text()).isNotEqualTo(corpus.text());
  }

  @Test
  void sequencesThatAreNoneOrTooLongAreRefused() {
    assertThatThrownBy(() -> new AddingCorpus(1, 1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 sequences of 1 steps, but a sequence has 2 to 100,000");
    assertThatThrownBy(() -> new AddingCorpus(1, 0, 5)).hasMessageContaining("sequences is 0");
    assertThatThrownBy(() -> new AddingCorpus(1, 100_000, 1_000))
        .hasMessageContaining("50,000,000 at most");
  }
}
