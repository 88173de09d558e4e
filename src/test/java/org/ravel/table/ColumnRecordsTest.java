package org.ravel.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.config.MalformedText;
import org.ravel.error.InputException;

/** Files whose lines hold columns. */
class ColumnRecordsTest {
  private static final TableSettings.Layout TABS = new TableSettings.Layout("\t", true);
  private static final TableSettings.Layout SPACES = new TableSettings.Layout(null, true);
  private static final String CONLLU =
      """
      # newdoc
      # text = zum Haus
      1-2	zum	_	_	_	_	_	_	_	_
      1	zu	zu	ADP	_	_	3	case	_	_
      2	dem	der	DET	_	_	3	det	_	_
      3	# Haus	Haus	NOUN	_	_	0	root	_	_
      3.1	ist	sein	AUX	_	_	_	_	_	_

      # a comment that belongs to nothing


      1	Ja	ja	INTJ	_	_	0	root	_	_""";

  private static TableSettings conllu(MalformedText malformed, String... columns) {
    return TextTables.settings(TableFormat.CONLLU, TABS, malformed, columns);
  }

  @Test
  void wordsOfConlluAreStepsAndNothingElse() {
    assertThat(TextTables.read(conllu(MalformedText.FAIL, "form", "upos"), CONLLU))
        .extracting(SourceRecord::values)
        .containsExactly(
            List.of(List.of("zu", "dem", "# Haus"), List.of("ADP", "DET", "NOUN")),
            List.of(List.of("Ja"), List.of("INTJ")));
    assertThat(TextTables.read(conllu(MalformedText.FAIL, "8", "lemma"), CONLLU).get(0).values())
        .containsExactly(List.of("case", "det", "root"), List.of("zu", "der", "Haus"));
  }

  @Test
  void columnsAreDividedByAnyWhiteSpaceOrByOneCharacter() {
    TableSettings settings =
        TextTables.settings(TableFormat.COLUMNS, SPACES, MalformedText.FAIL, "1", "3");
    String text = "\r\nHe PRP  B-NP\r\nran\tVBD B-VP\r\n\r\n\r\n# # O\r\n";
    assertThat(TextTables.read(settings, text))
        .extracting(SourceRecord::values)
        .containsExactly(
            List.of(List.of("He", "ran"), List.of("B-NP", "B-VP")),
            List.of(List.of("#"), List.of("O")));
    TableSettings bars =
        TextTables.settings(
            TableFormat.COLUMNS, new TableSettings.Layout("|", true), MalformedText.FAIL, "2", "1");
    assertThat(TextTables.read(bars, "a|b c|\nd||").get(0).values())
        .containsExactly(List.of("b c", ""), List.of("a", "d"));
  }

  @Test
  void aLineWithTooFewColumnsIsNamedOrItsSequenceLeftOut() {
    String text = "a A\nb B\n\nc C\nd\ne E\n\nf F\n";
    TableSettings fail =
        TextTables.settings(TableFormat.COLUMNS, SPACES, MalformedText.FAIL, "1", "2");
    assertThatThrownBy(() -> TextTables.read(fail, text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("file:/in/a.txt: line 5 has 1 columns, but must have 2 or more")
        .hasMessageEndingWith("set corpus.columns.separator");
    TableSettings skip =
        TextTables.settings(TableFormat.COLUMNS, SPACES, MalformedText.SKIP, "1", "2");
    assertThat(TextTables.read(skip, text))
        .extracting(record -> record.values().get(0))
        .containsExactly(List.of("a", "b"), List.of("f"));
    WholeRecords records = TextTables.whole(skip, text);
    records.forEachRemaining(record -> {});
    assertThat(records.skipped()).isEqualTo(1);
    assertThatThrownBy(() -> TextTables.read(conllu(MalformedText.FAIL, "form"), "# x\n1\ta\tb\n"))
        .hasMessageContaining("line 2 has 3 columns, but must have 10 of CoNLL-U");
  }

  @Test
  void aLineIsAnExampleOrLeftOut() {
    TableSettings settings =
        TextTables.settings(TableFormat.LINES, TABS, MalformedText.FAIL, "1", "3");
    String text = "abc\tABC\t0>1\t9\r\n\n\"x\t\"\t \n";
    assertThat(TextTables.read(settings, text))
        .extracting(SourceRecord::values)
        .containsExactly(List.of("abc", "0>1"), List.of("\"x", " "));
    assertThatThrownBy(() -> TextTables.read(settings, text + "only\ttwo\n"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("file:/in/a.txt: row 3 from offset 0 has no column 3");
    TableSettings skip = TextTables.settings(TableFormat.LINES, TABS, MalformedText.SKIP, "1", "3");
    assertThat(TextTables.read(skip, "only\ttwo\n" + text)).hasSize(2);
  }

  @Test
  void recordsBehindAMalformedOneAreRead() {
    TableSettings json =
        TextTables.settings(TableFormat.JSON, TABS, MalformedText.SKIP, "text", "label");
    String text =
        """
        {"text": ["a", "b"], "label": "x"}
        [1, 2]
        {"text": ["a", 2], "label": "x"}
        no JSON
        {"text": "c d", "label": 7}
        """;
    assertThat(TextTables.read(json, text))
        .extracting(record -> record.value("text"), record -> record.value("label"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(List.of("a", "b"), "x"),
            org.assertj.core.groups.Tuple.tuple("c d", "7"));
    TableSettings csv =
        TextTables.settings(
            TableFormat.CSV, new TableSettings.Layout(";", true), MalformedText.SKIP, "text");
    assertThat(TextTables.read(csv, "text;label\n\"a;\nb\";x\nc\nd;e;f\ng;h\n"))
        .extracting(record -> record.value("text"))
        .containsExactly("a;\nb", "g");
  }

  /** Data sets have many columns beside those that are learnt. */
  @Test
  void columnsThatAreNotReadMayHoldAnything() {
    TableSettings json =
        TextTables.settings(TableFormat.JSON, TABS, MalformedText.FAIL, "text", "label");
    String text =
        """
        {"spans": [[0, 3]], "text": ["a"], "label": "x", "id": 1, "id": 2, "raw": "\\ud800"}
        """;
    assertThat(TextTables.read(json, text))
        .extracting(record -> record.value("text"), record -> record.value("spans"))
        .containsExactly(org.assertj.core.groups.Tuple.tuple(List.of("a"), "[[0, 3]]"));
    for (String value : List.of("\"\\udc00\"", "[\"a\", \"\\ud800b\"]")) {
      assertThatThrownBy(
              () -> TextTables.read(json, "{\"text\": %s, \"label\": 1}".formatted(value)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("row 0 from offset 0 holds half of a surrogate pair as text");
    }
    assertThatThrownBy(() -> TextTables.read(json, "{\"text\": \"a\", \"text\": \"b\"}"))
        .hasMessageContaining("names text twice");
  }

  @Test
  void withoutAHeaderColumnsOfCsvHaveNumbers() {
    TableSettings csv =
        TextTables.settings(
            TableFormat.CSV, new TableSettings.Layout(",", false), MalformedText.FAIL, "1", "3");
    assertThat(TextTables.read(csv, "\"3\",\"Fears\",\"Unions, say\"\n1,b,c\n"))
        .extracting(record -> record.value("1"), record -> record.value("3"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("3", "Unions, say"),
            org.assertj.core.groups.Tuple.tuple("1", "c"));
    TableSettings missing =
        TextTables.settings(
            TableFormat.CSV, new TableSettings.Layout(",", false), MalformedText.FAIL, "4");
    assertThatThrownBy(() -> TextTables.read(missing, "a,b,c\n"))
        .hasMessageContaining(
            "corpus.columns is 4, but file:/in/a.txt has no such column, only 1, 2, 3");
  }
}
