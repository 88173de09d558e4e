package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ravel.error.InputException;

class PairCorpusTest {
  @ParameterizedTest
  @EnumSource
  void eachSourceHasItsTargetAndComesOnce(PairRule rule) {
    PairCorpus corpus = new PairCorpus(rule, 3, 5000);
    List<String> sources = corpus.source().lines().toList();
    List<String> targets = corpus.target().lines().toList();
    assertThat(sources).hasSize(5000).doesNotHaveDuplicates();
    assertThat(targets).hasSize(5000);
    for (int i = 0; i < sources.size(); i++) {
      assertThat(targets.get(i)).isEqualTo(answer(rule, sources.get(i)));
    }
    assertThat(new PairCorpus(rule, 3, 5000).source()).isEqualTo(corpus.source());
    assertThat(new PairCorpus(rule, 4, 5000).source()).isNotEqualTo(corpus.source());
    assertThat(corpus.source()).startsWith(new PairCorpus(rule, 3, 10).source());
  }

  /** By another way than the corpus's own. */
  private static String answer(PairRule rule, String source) {
    return switch (rule) {
      case REVERSAL -> new StringBuilder(source).reverse().toString();
      case SUMS ->
          Integer.toString(Arrays.stream(source.split("\\+")).mapToInt(Integer::parseInt).sum());
      case DATES -> date(source.split("[ ,./]+"), source);
    };
  }

  private static String date(String[] parts, String source) {
    int year = Integer.parseInt(parts[parts.length - 1]);
    String first = parts[parts.length - 3];
    String second = parts[parts.length - 2];
    boolean monthFirst = source.contains("/") || Character.isLetter(first.charAt(0));
    LocalDate day =
        LocalDate.of(
            year,
            month(monthFirst ? first : second),
            Integer.parseInt(monthFirst ? second : first));
    if (parts.length == 4) {
      assertThat(parts[0]).isEqualToIgnoringCase(day.getDayOfWeek().toString());
    }
    return day.toString();
  }

  private static int month(String written) {
    return Character.isDigit(written.charAt(0))
        ? Integer.parseInt(written)
        : 1
            + "janfebmaraprmayjunjulaugsepoctnovdec"
                    .indexOf(written.substring(0, 3).toLowerCase(Locale.ROOT))
                / 3;
  }

  @Test
  void anItemThatIsHeldOutIsInNoOtherWritingAmongTheRest() {
    assertThat(new PairCorpus(PairRule.DATES, 1, 50_000).target().lines()).doesNotHaveDuplicates();
    Stream<List<String>> numbers =
        new PairCorpus(PairRule.SUMS, 1, 50_000)
            .source()
            .lines()
            .map(sum -> Arrays.stream(sum.split("\\+")).sorted().toList());
    assertThat(numbers).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void aNumberThatThereIsNotIsRefused(PairRule rule) {
    for (int count : new int[] {0, rule.most() + 1}) {
      assertThatThrownBy(() -> new PairCorpus(rule, 1, count))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(
              "is %d but must lie between 1 and %,d".formatted(count, rule.most()));
    }
  }
}
