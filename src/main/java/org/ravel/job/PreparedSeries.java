package org.ravel.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ravel.sequence.Horizon;
import org.ravel.series.SeriesTable;
import org.ravel.shard.Manifest;
import org.ravel.wording.Phrases;

/** What a preparation has made of series, for the console. */
final class PreparedSeries {
  private static final int NAMES = 5;

  private PreparedSeries() {}

  static List<String> lines(Manifest manifest, SeriesTable table, double seconds) {
    SeriesTable.Header all = table.all();
    List<String> lines = new ArrayList<>();
    long bytes = manifest.sources().stream().mapToLong(Manifest.Source::bytes).sum();
    lines.add(
        "%s, %s, %s, a value each %s, %s, in %.1f s"
            .formatted(
                Phrases.count(manifest.sources().size(), "file"),
                Phrases.count(bytes, "byte"),
                Phrases.count(all.size(), "series", "series"),
                all.frequency().replaceFirst("^1 ", ""),
                all.season() == 1
                    ? "no season"
                    : "seasons of %s".formatted(Phrases.count(all.season(), "value")),
                seconds));
    lines.add(features(all, manifest.schema().horizon()));
    manifest
        .splits()
        .forEach(
            (split, part) ->
                lines.add(
                    "  %-10s %,12d targets in %s, the longest of %,d, %s"
                        .formatted(
                            split.key(),
                            part.targets(),
                            Phrases.count(part.sequences(), "window"),
                            part.files().stream()
                                .mapToInt(Manifest.ShardFile::longest)
                                .max()
                                .orElse(0),
                            Phrases.count(part.files().size(), "shard file"))));
    missing(table).ifPresent(lines::add);
    long skipped = manifest.generations().stream().mapToLong(Manifest.Generation::skipped).sum();
    if (skipped > 0) {
      lines.add(
          manifest.generations().size() == 1
              ? "left out: %s"
                  .formatted(
                      Phrases.count(skipped, "malformed row or series", "malformed rows or series"))
              : "left out: %s, malformed or with too few new values for a window"
                  .formatted(Phrases.count(skipped, "row or series", "rows or series")));
    }
    return lines;
  }

  private static String features(SeriesTable.Header all, Horizon horizon) {
    int read = all.columns().size() - all.known();
    String features = "forecast: " + String.join(", ", all.columns().subList(0, all.forecast()));
    if (all.forecast() < read) {
      features += "; read: " + String.join(", ", all.columns().subList(all.forecast(), read));
    }
    if (all.known() > 0) {
      features +=
          "; known: " + String.join(", ", all.columns().subList(read, all.columns().size()));
    }
    return "%s; %s ahead".formatted(features, Phrases.count(horizon.steps(), "step"));
  }

  private static Optional<String> missing(SeriesTable table) {
    long missing = table.series().stream().mapToLong(SeriesTable.Entry::missing).sum();
    if (missing == 0) {
      return Optional.empty();
    }
    long numbers =
        table.series().stream().mapToLong(SeriesTable.Entry::values).sum()
            * table.all().columns().size();
    List<String> names =
        table.series().stream()
            .filter(entry -> entry.missing() > 0)
            .map(SeriesTable.Entry::name)
            .toList();
    return Optional.of(
        "missing: %,d of %s, in %s"
            .formatted(
                missing,
                Phrases.count(numbers, "number"),
                names.size() > NAMES
                    ? "%,d series".formatted(names.size())
                    : String.join(", ", names)));
  }
}
