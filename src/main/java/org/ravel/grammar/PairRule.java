package org.ravel.grammar;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What the target of a made-up pair is to its source. */
public enum PairRule {
  /** Letters, and the same ones backwards. There are many more of the longest. */
  REVERSAL(10_000_000) {
    @Override
    Pair draw(SplitMix64 random) {
      StringBuilder letters = new StringBuilder();
      int length = 2 + random.below(7);
      for (int i = 0; i < length; i++) {
        letters.append((char) ('a' + random.below(10)));
      }
      String item = letters.toString();
      return new Pair(item, spaced(item), spaced(letters.reverse().toString()));
    }

    private String spaced(String letters) {
      return String.join(" ", letters.split(""));
    }
  },

  /** A day of two centuries in one of several formats, and in that of ISO 8601. */
  DATES(50_000) {
    @Override
    Pair draw(SplitMix64 random) {
      LocalDate day = LocalDate.ofEpochDay(FIRST + random.below((int) (END - FIRST)));
      String source = FORMATS.get(random.below(FORMATS.size())).format(day);
      return new Pair(day.toString(), source, day.toString());
    }
  },

  /** Two numbers of three digits, and their sum. Which of them is the first makes no other item. */
  SUMS(250_000) {
    @Override
    Pair draw(SplitMix64 random) {
      int first = 100 + random.below(900);
      int second = 100 + random.below(900);
      return new Pair(
          "%d+%d".formatted(Math.min(first, second), Math.max(first, second)),
          "%d+%d".formatted(first, second),
          Integer.toString(first + second));
    }
  };

  private static final long FIRST = LocalDate.of(1900, 1, 1).toEpochDay();
  private static final long END = LocalDate.of(2100, 1, 1).toEpochDay();

  /** With points the day comes first, with slashes the month, so that no date has two readings. */
  private static final List<DateTimeFormatter> FORMATS =
      List.of(
          format("EEEE, d MMMM yyyy"),
          format("d MMMM yyyy"),
          format("MMMM d, yyyy"),
          format("MMM d, yyyy"),
          format("M/d/yyyy"),
          format("dd.MM.yyyy"));

  private final int most;

  PairRule(int most) {
    this.most = most;
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /**
   * Sequences that belong together.
   *
   * @param item what the pair is about; two pairs of one item tell each other's answer
   */
  record Pair(String item, String source, String target) {}

  /** A pair, by the next numbers of a generator. */
  abstract Pair draw(SplitMix64 random);

  /** Items that may be asked for; there are more, so that drawing new ones ends soon. */
  int most() {
    return most;
  }
}
