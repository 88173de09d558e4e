package org.ravel.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ForecastingConfig.Transform;
import org.ravel.config.Frequency;
import org.ravel.error.InputException;
import org.ravel.series.SeriesTable.Scale;
import org.ravel.storage.Storage;

class SeriesTableTest {
  private static final SeriesTable TABLE =
      new SeriesTable(
          SeriesTable.Header.of(
              2,
              List.of("sales", "price"),
              1,
              0,
              new Frequency(30, Frequency.Unit.MINUTE),
              48,
              Transform.LOG),
          List.of(
              entry("Zürich", 2.0, new Scale(1, 0.5)), entry("a \"b\"", null, new Scale(0, 3))));

  private final Storage storage = new Storage(new Configuration());

  @TempDir java.nio.file.Path folder;

  @Test
  void whatIsWrittenIsRead() {
    Path file = new Path(folder.resolve(SeriesTable.FILE).toUri());
    TABLE.write(storage, file);
    SeriesTable read = SeriesTable.read(storage, file);
    assertThat(read).isEqualTo(TABLE);
    assertThat(read.digest()).isEqualTo(TABLE.digest());
    assertThat(read.grid().frequency()).hasToString("30 minutes");
  }

  @Test
  void numbersAreScaledAndBroughtBack() {
    // (ln 10 − 1) / 0.5
    assertThat(TABLE.scaled(0, 0, 10)).isEqualTo((float) ((Math.log(10) - 1) / 0.5));
    assertThat(TABLE.inUnits(0, 0, (Math.log(10) - 1) / 0.5)).isCloseTo(10, within(1e-12));
    // What is only read is not transformed.
    assertThat(TABLE.scaled(1, 1, 4)).isEqualTo(2);
    assertThat(TABLE.inUnits(1, 1, 2)).isEqualTo(4);
  }

  @Test
  void alteredFilesAreRefused() {
    Path file = new Path(folder.resolve(SeriesTable.FILE).toUri());
    TABLE.write(storage, file);
    String text = storage.readText(file);
    refused(file, text.replace("\"format\":1", "\"format\":2"), "its format is 2, this version");
    refused(file, text.replace("\"size\":2", "\"size\":3"), "it promises 3 series, but 2 lines");
    refused(file, text.replace("30 minutes", "often"), "\"often\" is no frequency");
    refused(file, text.replace("\"factor\":0.5", "\"factor\":0.0"), "must be finite, the factor");
    refused(file, text.replace("[2.0]", "[]"), "it has other features than the 2 columns");
    refused(file, "", "is no table of series: line 1");
  }

  private void refused(Path original, String text, String message) {
    Path file = new Path(original.getParent(), "altered-" + text.hashCode());
    storage.writeText(file, text);
    assertThatThrownBy(() -> SeriesTable.read(storage, file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private static SeriesTable.Entry entry(String name, Double error, Scale scale) {
    return new SeriesTable.Entry(
        name,
        List.of(scale, new Scale(0, 2)),
        Arrays.asList(error),
        100,
        3,
        "2020-01-01T00:00:00",
        "2020-01-03T01:30:00");
  }
}
