package org.ravel.series.reading;

import java.util.Map;
import org.ravel.series.SeriesTable;

/**
 * Divides what has come of series that are known already.
 *
 * @param rules of the shard set
 * @param known by name
 */
public record KnownSeriesDivision(SeriesFitting rules, Map<String, SeriesTable.Entry> known)
    implements SeriesDivision {

  @Override
  public FittedSeries fit(ReadSeries read) throws MalformedSeries {
    SeriesTable.Entry entry = known.get(read.name());
    if (entry == null) {
      throw new MalformedSeries(
          "is none of the %,d series that the shards have; take it out, or prepare the whole input again"
              .formatted(known.size()));
    }
    return rules.further(read, entry);
  }
}
