package org.ravel.shard.preparation;

import java.io.Serializable;
import java.util.Iterator;
import java.util.Map;
import org.ravel.config.MalformedText;
import org.ravel.series.reading.MalformedSeries;
import org.ravel.series.reading.ReadSeries;
import org.ravel.series.reading.SeriesReader;
import org.ravel.table.InputRow;

/**
 * Reads gathered rows as series.
 *
 * @param sources numbers of the files, by their path
 */
record SeriesRows(SeriesReader reader, Map<String, Integer> sources, MalformedText malformed)
    implements Serializable {

  /** Takes series, or says what is wrong with one. */
  interface Sink {
    void take(ReadSeries series, int source) throws MalformedSeries;
  }

  /**
   * Reads rows.
   *
   * @return how many malformed series were left out
   */
  long read(Iterator<InputRow> rows, Sink sink) {
    long[] skipped = new long[1];
    while (rows.hasNext()) {
      InputRow row = rows.next();
      int source = sources.get(row.part().file());
      reader.read(
          row.record(),
          series -> sink.take(series, source),
          (name, why) -> {
            requireSkipping(row, name, why);
            skipped[0]++;
          });
    }
    return skipped[0];
  }

  private void requireSkipping(InputRow row, String name, MalformedSeries why) {
    if (malformed != MalformedText.SKIP) {
      throw row.part()
          .refuse(
              row.place(),
              "is the first of series %s, which %s".formatted(name, why.getMessage()),
              "or set corpus.malformed=skip, which leaves out such series");
    }
  }
}
