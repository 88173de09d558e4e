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
    long skipped = 0;
    while (rows.hasNext()) {
      InputRow row = rows.next();
      try {
        for (ReadSeries series : reader.read(row.record())) {
          skipped += read(row, series, sink);
        }
      } catch (MalformedSeries e) {
        skipped += skip(row, reader.name(row.record()), e);
      }
    }
    return skipped;
  }

  private int read(InputRow row, ReadSeries series, Sink sink) {
    try {
      sink.take(series, sources.get(row.part().file()));
      return 0;
    } catch (MalformedSeries e) {
      return skip(row, series.name(), e);
    }
  }

  private int skip(InputRow row, String name, MalformedSeries e) {
    if (malformed == MalformedText.SKIP) {
      return 1;
    }
    throw row.part()
        .refuse(
            row.place(),
            "is the first of series %s, which %s".formatted(name, e.getMessage()),
            "or set corpus.malformed=skip, which leaves out such series");
  }
}
