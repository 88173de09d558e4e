package org.ravel.prediction;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ravel.config.DecodingConfig;
import org.ravel.config.PredictionConfig;
import org.ravel.config.Task;
import org.ravel.corpus.Vocabulary;
import org.ravel.example.ReadSteps;
import org.ravel.model.TrainedModel;
import org.ravel.sequence.Scaling;
import org.ravel.table.FilledColumns.Gaps;
import org.ravel.table.InputRow;
import org.ravel.table.OutputColumns;
import org.ravel.table.TableFormat;
import scala.collection.JavaConverters;

/**
 * The input's columns and behind them: the row's number, then for a labelling its tokens, their
 * labels and how probable these are, for a classification its class and how probable that and all
 * others are, for sets of labels the set and how probable all labels are, for a string which
 * symbols may follow each of its symbols and whether it is accepted, for a regression its numbers,
 * for a translation or a caption its text and the logarithm of its probability.
 *
 * @param names of labels or classes, by id
 * @param tokens whether tokens are written
 * @param steps whether each row is a step, which has one label or the class of its sequence
 * @param probabilities whether all that can be are written
 * @param scaling of numbers that are predicted; null where there are none
 * @param written what a translation or a caption adds; null where no text is written
 */
record AddedColumns(
    OutputColumns columns,
    Task task,
    List<String> names,
    boolean tokens,
    boolean steps,
    boolean probabilities,
    Scaling scaling,
    WrittenColumns written)
    implements RowOutput {
  /** What a float of the network is good for. */
  private static final MathContext DIGITS = new MathContext(6);

  private static final String TOKENS = "tokens";

  /**
   * Beside the columns of an input.
   *
   * @throws org.ravel.error.InputException if one of them has an added column's name
   */
  static AddedColumns of(
      PredictionConfig config,
      DecodingConfig decoding,
      PredictionInput input,
      StructType kept,
      TrainedModel model) {
    Vocabulary labels = model.labels();
    Scaling scaling = model.description().targetScaling();
    // A column of tokens that is read need not be written twice.
    boolean tokens =
        input.task() == Task.LABELLING
            && input.width() == 0
            && !(input.columns().contains(TOKENS) && config.prefix().isEmpty());
    WrittenColumns written =
        input.task().writesText()
            ? WrittenColumns.of(config, input.task(), decoding.candidates() > 1, labels)
            : null;
    return new AddedColumns(
        OutputColumns.beside(
            kept,
            scaling == null
                ? added(config, input, tokens, written, labels)
                : numbers(config.prefix(), scaling),
            TableFormat.of(input.format()),
            input.outputFormat(config),
            "prediction"),
        input.task(),
        labels == null ? List.of() : labels.tokens(),
        tokens,
        input.steps() != null,
        config.probabilities(),
        scaling,
        written);
  }

  private static StructType numbers(String prefix, Scaling scaling) {
    StructType added = new StructType().add(prefix + "row", DataTypes.LongType);
    return scaling.width() == 1
        ? added.add(prefix + "value", DataTypes.DoubleType)
        : added.add(prefix + "values", DataTypes.createArrayType(DataTypes.DoubleType));
  }

  private static StructType added(
      PredictionConfig config,
      PredictionInput input,
      boolean tokens,
      WrittenColumns written,
      Vocabulary labels) {
    DataType texts = DataTypes.createArrayType(DataTypes.StringType);
    DataType number = DataTypes.DoubleType;
    String prefix = config.prefix();
    StructType added = new StructType().add(prefix + "row", DataTypes.LongType);
    if (input.task() == Task.LABELLING && input.steps() != null) {
      added = added.add(prefix + "label", DataTypes.StringType);
      return config.probabilities() ? added.add(prefix + "probability", number) : added;
    }
    if (input.task() == Task.LABELLING) {
      added = tokens ? added.add(prefix + TOKENS, texts) : added;
      added = added.add(prefix + "labels", texts);
      return config.probabilities()
          ? added.add(prefix + "probabilities", DataTypes.createArrayType(number))
          : added;
    }
    if (written != null) {
      return written.add(added, prefix);
    }
    if (input.task() == Task.RECOGNITION) {
      return StringColumns.of(labels.tokens()).add(added, prefix);
    }
    added =
        input.task() == Task.MULTI_LABEL
            ? added.add(prefix + "labels", texts)
            : added.add(prefix + "class", DataTypes.StringType).add(prefix + "probability", number);
    return config.probabilities()
        ? added.add(prefix + "probabilities", DataTypes.createMapType(DataTypes.StringType, number))
        : added;
  }

  @Override
  public List<Row> head() {
    return columns.head();
  }

  @Override
  public Gaps gaps(InputRow row) {
    return null;
  }

  @Override
  public Row row(ReadRow read, RowAnswer answer) {
    List<Object> values = new ArrayList<>();
    values.add(read.row().number());
    switch (task) {
      case LABELLING -> addLabels(read, answer, values);
      case CLASSIFICATION -> addClass(answer, values);
      case MULTI_LABEL -> addSet(answer, values);
      case REGRESSION -> addNumbers(answer, values);
      case RECOGNITION -> StringColumns.of(names).addValues(answer, values);
      case TRANSLATION, CAPTIONING -> written.addValues(read, answer.written(), values);
      case LANGUAGE_MODEL, TREE, FORECASTING ->
          throw new IllegalStateException("no column is added for %s".formatted(task));
    }
    return columns.row(read.row().record(), values);
  }

  /** A row that is a step. */
  Row row(InputRow row, RowAnswer step) {
    List<Object> values = new ArrayList<>();
    values.add(row.number());
    if (task == Task.LABELLING) {
      values.add(names.get(step.labels()[0]));
      if (probabilities) {
        values.add(rounded(step.probabilities()[0]));
      }
    } else if (task == Task.REGRESSION) {
      addNumbers(step, values);
    } else if (task == Task.MULTI_LABEL) {
      addSet(step, values);
    } else {
      addClass(step, values);
    }
    return columns.row(row.record(), values);
  }

  private void addLabels(ReadRow read, RowAnswer answer, List<Object> values) {
    if (tokens) {
      values.add(((ReadSteps.OfTokens) read.whole()).tokens().toArray());
    }
    values.add(Arrays.stream(answer.labels()).mapToObj(names::get).toArray());
    if (probabilities) {
      values.add(Arrays.stream(answer.probabilities()).mapToObj(AddedColumns::rounded).toArray());
    }
  }

  private void addClass(RowAnswer answer, List<Object> values) {
    boolean isKnown = answer.isKnown();
    values.add(isKnown ? names.get(answer.labels()[0]) : null);
    values.add(isKnown ? rounded(answer.probabilities()[0]) : null);
    if (probabilities) {
      values.add(isKnown ? byLabel(answer.all()) : null);
    }
  }

  /** In their own units. */
  private void addNumbers(RowAnswer answer, List<Object> values) {
    if (!answer.isKnown()) {
      values.add(null);
      return;
    }
    Object[] numbers = new Object[scaling.width()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = rounded(scaling.unscaled(i, answer.probabilities()[i]));
    }
    values.add(numbers.length == 1 ? numbers[0] : numbers);
  }

  /** The answer for a row without a step is no empty set: there is none. */
  private void addSet(RowAnswer answer, List<Object> values) {
    boolean isKnown = answer.isKnown();
    values.add(isKnown ? Arrays.stream(answer.labels()).mapToObj(names::get).toArray() : null);
    if (probabilities) {
      values.add(isKnown ? byLabel(answer.all()) : null);
    }
  }

  private Object byLabel(double[] all) {
    Map<String, Double> byLabel = new LinkedHashMap<>();
    for (int id = 0; id < names.size(); id++) {
      byLabel.put(names.get(id), rounded(all[id]));
    }
    return JavaConverters.mapAsScalaMap(byLabel);
  }

  static Double rounded(double probability) {
    return new BigDecimal(probability).round(DIGITS).doubleValue();
  }
}
