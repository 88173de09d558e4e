package org.ravel.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.config.MalformedText;
import org.ravel.table.TableSettings.Kind;
import org.ravel.table.TableSettings.Layout;
import org.ravel.table.TableSettings.Names;
import org.ravel.table.TableSettings.Use;
import org.ravel.table.TableSettings.Wanted;

/** Lines in columns that are written again have all columns and their own characters. */
class LineRecordsTest {

  @Test
  void aLineHasAllItsColumnsWhereItIsWrittenAgain() {
    List<SourceRecord> records =
        TextTables.read(written(TableFormat.LINES, "\t"), "a\tb c\t\r\n\nd\n");
    assertThat(records)
        .containsExactly(
            new SourceRecord("a\tb c\t\r", List.of("1", "2", "3"), List.of("a", "b c", "")),
            new SourceRecord("d", List.of("1"), List.of("d")));
  }

  @Test
  void theLinesOfSequencesStayAsTheyAre() {
    String text = "# a comment alone\n\n \n# sent_id = 1\r\n1-2\tdu\n1\tde\n2\tle\n\n\n1\tx";
    List<SourceRecord> records = TextTables.read(written(TableFormat.COLUMNS, "\t"), text);
    StringBuilder whole = new StringBuilder();
    records.forEach(record -> whole.append(record.raw()).append('\n'));
    assertThat(whole).hasToString(text + "\n\n");
    assertThat(records).hasSize(3);
  }

  static TableSettings written(TableFormat format, String separator) {
    return new TableSettings(
        new Names("predict", "prediction", "prediction.columns", "prediction.separator"),
        format,
        new Layout(separator, false),
        new Wanted(List.of("1"), Kind.STEPS),
        Use.RECORDS,
        MalformedText.FAIL,
        1 << 20);
  }
}
