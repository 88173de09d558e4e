package org.ravel.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvParserTest {
  private static final String CHARACTERS = "ab,\"\n\r \t\u00e9'\\#";

  @Test
  void whatIsWrittenIsReadAgain() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      List<String> values = new ArrayList<>();
      int columns = 2 + random.nextInt(3);
      for (int column = 0; column < columns; column++) {
        values.add(random.nextInt(5) == 0 ? null : text(random));
      }
      String record = CsvText.record(values);
      CsvParser parser = parse(record + (random.nextBoolean() ? "\r" : ""));
      assertThat(parser.values()).as("seed %d, record %s", seed, record).isEqualTo(values);
      assertThat(parser.raw()).as("seed %d", seed).isEqualTo(record);
    }
  }

  @Test
  void quotesWithinAValueAreNone() {
    assertThat(parse("a \"b\",c").values()).containsExactly("a \"b\"", "c");
  }

  @Test
  void textBehindAClosingQuoteIsRefused() {
    for (String record : new String[] {"\"a\"b", "\"a\" ,b", "\"a\"\r\r"}) {
      assertThatThrownBy(() -> new CsvParser(',').add(record))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("behind a closing quote");
    }
  }

  @Test
  void aRecordEndsOutsideQuotesOnly() {
    CsvParser parser = new CsvParser(',');
    assertThat(parser.add("1,\"a\r")).isFalse();
    assertThat(parser.add("")).isFalse();
    assertThat(parser.add("b\"\r")).isTrue();
    assertThat(parser.values()).containsExactly("1", "a\r\n\nb");
    assertThat(parser.raw()).isEqualTo("1,\"a\r\n\nb\"");
  }

  private static CsvParser parse(String record) {
    CsvParser parser = new CsvParser(',');
    List<String> lines = Arrays.asList(record.split("\n", -1));
    for (int i = 0; i < lines.size(); i++) {
      assertThat(parser.add(lines.get(i))).isEqualTo(i == lines.size() - 1);
    }
    return parser;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }
}
