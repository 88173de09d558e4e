package org.ravel.shard;

import java.util.ArrayList;
import java.util.List;
import org.ravel.config.Task;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Column;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Order;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Schema;

/** The schemas of the tasks' shards, and the names in them. */
public final class ShardSchemas {
  /** The vocabulary of what is read. */
  public static final String VOCABULARY = "vocabulary";

  /** The set of labels. */
  public static final String LABELS = "labels";

  /** The vocabulary of targets that are text. */
  public static final String TARGET_VOCABULARY = "target-vocabulary";

  /** The vocabulary of the characters of what is read. */
  public static final String CHARACTERS = "characters";

  /** The names of series. */
  public static final String SERIES = "series";

  private static final Column TOKENS = new Column.Ids("tokens", VOCABULARY);

  /** Each token is the target of the one before. */
  public static final Schema LANGUAGE_MODEL =
      new Schema(Order.STREAM, Alignment.NEXT_STEP, List.of(TOKENS));

  /** Each token has a label. */
  public static final Schema LABELLING =
      new Schema(
          Order.INDEPENDENT,
          Alignment.SAME_STEP,
          List.of(TOKENS, new Column.Ids("labels", LABELS)));

  /** Each sequence of tokens has a label. */
  public static final Schema CLASSIFICATION =
      new Schema(
          Order.INDEPENDENT, Alignment.WHOLE, List.of(TOKENS, new Column.Ids("label", LABELS)));

  /** Each sequence of tokens has a set of labels. */
  public static final Schema MULTI_LABEL =
      new Schema(
          Order.INDEPENDENT, Alignment.SET, List.of(TOKENS, new Column.Ids("labels", LABELS)));

  /** Each sequence of tokens has another one, which begins and ends with {@code <eos>}. */
  public static final Schema TRANSLATION =
      new Schema(
          Order.INDEPENDENT,
          Alignment.OWN_STEPS,
          List.of(
              new Column.Ids("source", VOCABULARY), new Column.Ids("target", TARGET_VOCABULARY)));

  /** What is said of an image: each caption ends with {@code <eos>}. */
  private static final Column CAPTIONS = new Column.Ids("captions", TARGET_VOCABULARY);

  private static final String CHILDREN = "children";

  private static final Column SPELLING = new Column.Spelling("spelling", CHARACTERS);

  private static final String NUMBERS = "numbers";

  /** The name of an image; without a character where it has none. */
  private static final Column IMAGE = new Column.Text("image");

  private ShardSchemas() {}

  /**
   * Trees, whose leaves are tokens and whose nodes have labels.
   *
   * @param spelling whether the characters of tokens are kept too
   * @param most children of a node; 0 where there is no limit
   */
  public static Schema ofTrees(boolean spelling, int most) {
    List<Column> columns = new ArrayList<>(List.of(TOKENS));
    if (spelling) {
      columns.add(SPELLING);
    }
    columns.add(new Column.Children(CHILDREN, most));
    columns.add(new Column.Ids("labels", LABELS));
    return new Schema(Order.INDEPENDENT, Alignment.NODES, columns);
  }

  /**
   * Strings, with a set of labels for each symbol.
   *
   * @param spelling whether the characters of tokens are kept too
   * @param labels how many there are
   * @param atEnd that of the whole string; see {@link Column.Sets}
   */
  public static Schema ofStrings(boolean spelling, int labels, int atEnd) {
    List<Column> columns = new ArrayList<>(List.of(TOKENS));
    if (spelling) {
      columns.add(SPELLING);
    }
    columns.add(new Column.Sets("answers", LABELS, labels, atEnd));
    return new Schema(Order.INDEPENDENT, Alignment.STEP_SETS, columns);
  }

  /**
   * Sequences with real numbers of the whole.
   *
   * @param numbers scaling of the steps; null where tokens are read
   * @param spelling whether the characters of tokens are kept too
   * @param targets scaling of the numbers that are predicted
   */
  public static Schema ofValues(Scaling numbers, boolean spelling, Scaling targets) {
    List<Column> columns = new ArrayList<>();
    columns.add(numbers == null ? TOKENS : new Column.Reals(NUMBERS, numbers));
    if (spelling) {
      columns.add(SPELLING);
    }
    columns.add(new Column.Reals("values", targets));
    return new Schema(Order.INDEPENDENT, Alignment.VALUES, columns);
  }

  /** Windows of series: each with its series' number in the table of series, and its first time. */
  public static Schema ofSeries(Horizon horizon) {
    return new Schema(
        Order.INDEPENDENT,
        Alignment.HORIZON,
        List.of(
            new Column.Series("values", horizon),
            new Column.Ids("series", SERIES),
            new Column.Text("start")));
  }

  /**
   * That of a task.
   *
   * @param spelling whether the characters of tokens are kept too
   */
  public static Schema of(Task task, boolean spelling) {
    Schema schema =
        switch (task) {
          case LANGUAGE_MODEL -> LANGUAGE_MODEL;
          case LABELLING -> LABELLING;
          case CLASSIFICATION -> CLASSIFICATION;
          case MULTI_LABEL -> MULTI_LABEL;
          case TRANSLATION -> TRANSLATION;
          case RECOGNITION ->
              throw new IllegalArgumentException("sets of strings depend on their labels");
          case REGRESSION -> throw new IllegalArgumentException("values have a scaling");
          case TREE -> throw new IllegalArgumentException("trees have a limit of children");
          case CAPTIONING -> throw new IllegalArgumentException("an image has no tokens");
          case FORECASTING -> throw new IllegalArgumentException("series have no tokens");
        };
    return spelling
        ? new Schema(schema.order(), schema.targets(), List.of(TOKENS, SPELLING, schema.target()))
        : schema;
  }

  /** That of a task whose steps are real numbers, scaled. */
  public static Schema of(Task task, Scaling scaling) {
    Column numbers = new Column.Reals(NUMBERS, scaling);
    if (task == Task.CAPTIONING) {
      return new Schema(Order.INDEPENDENT, Alignment.OWN_STEPS, List.of(numbers, IMAGE, CAPTIONS));
    }
    Schema schema = of(task, false);
    return new Schema(schema.order(), schema.targets(), List.of(numbers, schema.target()));
  }
}
