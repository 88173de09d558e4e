package org.ravel.series;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ForecastingConfig.Transform;
import org.ravel.config.Frequency;
import org.ravel.error.InputException;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/**
 * The series of a shard set or of a model. On storage {@code series.jsonl}: a line with what holds
 * for all, then a line for each series. The bytes depend on the series only.
 *
 * @param all what holds for all series
 * @param series by their numbers
 */
public record SeriesTable(Header all, List<Entry> series) implements Serializable {
  /** Its file in a shard set's or a model's folder. */
  public static final String FILE = "series.jsonl";

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  public SeriesTable {
    series = List.copyOf(series);
  }

  /**
   * What holds for all series.
   *
   * @param format of the file
   * @param size number of series
   * @param columns names of the features of a value: those that are forecast, that are only read,
   *     and that are known of the future
   * @param forecast how many of them are forecast
   * @param known how many of them are known of the future
   * @param frequency as in the configuration
   * @param season values of a season; 1 for none
   * @param transform of the features that are forecast
   */
  public record Header(
      int format,
      int size,
      List<String> columns,
      int forecast,
      int known,
      String frequency,
      int season,
      Transform transform)
      implements Serializable {
    public Header {
      columns = List.copyOf(columns);
    }

    /** In the newest format. */
    public static Header of(
        int size,
        List<String> columns,
        int forecast,
        int known,
        Frequency frequency,
        int season,
        Transform transform) {
      return new Header(
          FORMAT, size, columns, forecast, known, frequency.toString(), season, transform);
    }
  }

  /**
   * A series.
   *
   * @param name in the input; where that has one without a name, of its column
   * @param scales by feature, of its training part
   * @param seasonalErrors by feature that is forecast: the mean absolute difference between values
   *     of the training part that are a season apart, in the units of the input; null where there
   *     are none
   * @param values number of its times, from the first to the last
   * @param missing how many of its numbers are not there
   * @param first time
   * @param last time
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Entry(
      String name,
      List<Scale> scales,
      List<Double> seasonalErrors,
      int values,
      long missing,
      String first,
      String last)
      implements Serializable {
    public Entry {
      scales = List.copyOf(scales);
      seasonalErrors = new ArrayList<>(seasonalErrors);
    }
  }

  /**
   * How a feature of a series is scaled: {@code (x − shift) / factor}.
   *
   * @param factor above 0
   */
  public record Scale(double shift, double factor) implements Serializable {
    /** Leaves numbers as they are. */
    public static final Scale NONE = new Scale(0, 1);

    public Scale {
      if (!Double.isFinite(shift) || !(factor > 0) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException(
            "a scale has shift %s and factor %s, but must be finite, the factor above 0"
                .formatted(shift, factor));
      }
    }
  }

  /** The number of each series, by its name. */
  public Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    series.forEach(entry -> numbers.put(entry.name(), numbers.size()));
    return numbers;
  }

  /** How far values are apart. */
  public TimeGrid grid() {
    return new TimeGrid(Frequency.parse(all.frequency()).orElseThrow());
  }

  /** Whether a feature is transformed before it is scaled. */
  private boolean isLogarithm(int feature) {
    return feature < all.forecast() && all.transform() == Transform.LOG;
  }

  /** A number of the input as networks read it. */
  public float scaled(int number, int feature, double value) {
    Scale scale = series.get(number).scales().get(feature);
    double transformed = isLogarithm(feature) ? Math.log(value) : value;
    return (float) ((transformed - scale.shift()) / scale.factor());
  }

  /** A number that networks read in the units of the input. */
  public double inUnits(int number, int feature, double scaled) {
    Scale scale = series.get(number).scales().get(feature);
    double value = scale.shift() + scale.factor() * scaled;
    return isLogarithm(feature) ? Math.exp(value) : value;
  }

  /** SHA-256 of its file. */
  public String digest() {
    return Sha256.of(text());
  }

  /** Writes the file. */
  public void write(Storage storage, Path file) {
    storage.writeText(file, text());
  }

  private String text() {
    try {
      StringBuilder text = new StringBuilder(JSON.writeValueAsString(all)).append('\n');
      for (Entry entry : series) {
        text.append(JSON.writeValueAsString(entry)).append('\n');
      }
      return text.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a table of series is plain data", e);
    }
  }

  /**
   * Reads the file.
   *
   * @throws InputException if it is missing or malformed
   */
  public static SeriesTable read(Storage storage, Path file) {
    List<String> lines = Arrays.asList(storage.readText(file).split("\n", -1));
    Header all = line(file, lines, 0, Header.class);
    if (all.format() != FORMAT) {
      throw malformed(
          file, 1, "its format is %d, this version reads %d".formatted(all.format(), FORMAT));
    }
    if (all.size() < 1 || lines.size() != all.size() + 2) {
      throw malformed(
          file,
          1,
          "it promises %d series, but %d lines follow".formatted(all.size(), lines.size() - 2));
    }
    if (Frequency.parse(all.frequency()).isEmpty()) {
      throw malformed(file, 1, "\"%s\" is no frequency".formatted(all.frequency()));
    }
    List<Entry> series = new ArrayList<>(all.size());
    for (int i = 1; i <= all.size(); i++) {
      Entry entry = line(file, lines, i, Entry.class);
      if (entry.scales().size() != all.columns().size()
          || entry.seasonalErrors().size() != all.forecast()) {
        throw malformed(
            file,
            i + 1,
            "it has other features than the %d columns".formatted(all.columns().size()));
      }
      series.add(entry);
    }
    return new SeriesTable(all, series);
  }

  private static <T> T line(Path file, List<String> lines, int line, Class<T> type) {
    try {
      return JSON.readValue(lines.get(line), type);
    } catch (JsonProcessingException e) {
      throw malformed(file, line + 1, e.getOriginalMessage());
    }
  }

  private static InputException malformed(Path file, int line, String what) {
    return new InputException(
        "%s is no table of series: line %d: %s; run ravel prepare again"
            .formatted(file, line, what));
  }
}
