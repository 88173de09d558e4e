package org.ravel.shard.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.error.InputException;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Column;
import org.ravel.sequence.Example;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Order;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Preorder;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.ShardSchemas;

/** Examples of all schemas, written and read. */
class ExampleReaderTest {
  private static final int WIDTH = 3;
  private static final Schema SIGNALS =
      new Schema(
          Order.INDEPENDENT,
          Alignment.SAME_STEP,
          List.of(
              new Column.Reals("signal", Scaling.none(WIDTH)), new Column.Ids("labels", "labels")));

  private static final Schema TREES = ShardSchemas.ofTrees(false, 0);

  private static final Schema SERIES =
      ShardSchemas.ofSeries(new Horizon(3, 2, 1, 0, 1, true, Horizon.Base.CHANGE, 1));

  private final Configuration hadoop = new Configuration();

  @TempDir java.nio.file.Path folder;

  static Stream<Schema> schemas() {
    return Stream.of(
        ShardSchemas.LANGUAGE_MODEL,
        ShardSchemas.LABELLING,
        ShardSchemas.CLASSIFICATION,
        ShardSchemas.MULTI_LABEL,
        ShardSchemas.ofStrings(false, 7, 6),
        ShardSchemas.of(Task.CAPTIONING, Scaling.none(WIDTH)),
        ShardSchemas.ofValues(Scaling.none(WIDTH), false, Scaling.none(2)),
        ShardSchemas.ofValues(null, true, Scaling.none(1)),
        SIGNALS,
        TREES,
        SERIES);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void whatIsWrittenIsRead(Schema schema) {
    long seed = new Random().nextLong();
    List<Example> examples = examples(schema, new Random(seed));
    WrittenShard written = write(schema, examples);
    assertThat(written.file().sequences()).isEqualTo(examples.size());
    assertThat(written.file().longest())
        .isEqualTo(examples.stream().mapToInt(schema::steps).max().orElseThrow());
    assertThat(written.steps()).isEqualTo(examples.stream().mapToLong(schema::steps).sum());
    assertThat(written.file().targets())
        .isEqualTo(examples.stream().mapToLong(schema::targets).sum());
    assertThat(written.unknown())
        .isEqualTo(examples.stream().mapToLong(example -> schema.count(example, 7)).sum());
    try (ExampleReader reader = open(schema, written, 5, 20)) {
      for (Example example : examples.subList(5, 25)) {
        assertThat(reader.next())
            .as("seed %d", seed)
            .usingRecursiveComparison()
            // A number that is missing is NaN.
            .withEqualsForType((a, b) -> a.equals(b), Float.class)
            .isEqualTo(example);
      }
      assertThat(reader.hasNext()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void filesOfAnotherSchemaAreRefused(Schema schema) {
    WrittenShard written = write(schema, examples(schema, new Random(1)));
    schemas()
        .filter(other -> !ShardLayout.of(other).equals(ShardLayout.of(schema)))
        .forEach(
            other ->
                assertThatThrownBy(() -> open(other, written, 0, 1))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is no shard file of this version: its columns are"));
  }

  private ExampleReader open(Schema schema, WrittenShard written, int first, int rows) {
    return ExampleReader.open(
        hadoop, new Path(folder.toUri()), schema, written.file(), first, rows, true);
  }

  private WrittenShard write(Schema schema, List<Example> examples) {
    PlannedShard shard = new PlannedShard(Split.TRAIN, 0, 0, examples.size());
    Path path = new Path(new Path(folder.toUri()), shard.name());
    ExampleWriter writer = new ExampleWriter(hadoop, path, new ExampleFormat(schema, 7));
    examples.forEach(writer::write);
    writer.close();
    return writer.written(shard);
  }

  private static List<Example> examples(Schema schema, Random random) {
    List<Example> examples = new ArrayList<>();
    for (int index = 0; index < 40; index++) {
      int steps = 1 + random.nextInt(9);
      int targets =
          switch (schema.targets()) {
            case WHOLE, VALUES -> 1;
            // A set may be empty.
            case SET -> index % 3;
            // Behind what is read: a horizon.
            case HORIZON -> steps + SERIES.horizon().steps() + SERIES.horizon().context();
            case NEXT_STEP, SAME_STEP, STEP_SETS, NODES -> steps;
            // The first of them is given.
            case OWN_STEPS -> 1 + random.nextInt(9);
          };
      List<Values> values = new ArrayList<>();
      for (Column column : schema.columns()) {
        boolean target = column.equals(schema.target());
        values.add(values(column, target ? targets : steps, random));
      }
      if (schema.equals(TREES)) {
        values = tree(random);
      }
      boolean stream = schema.order() == Order.STREAM;
      examples.add(
          new Example(
              index,
              values,
              stream
                  ? new Origin(new int[] {0, 1}, new int[] {3, 4}, random.nextLong(), index)
                  : Origin.of(random.nextInt(300))));
    }
    return examples;
  }

  /** Words below a root that has other nodes, some of them with a single child. */
  private static List<Values> tree(Random random) {
    List<Integer> children = new ArrayList<>(List.of(1 + random.nextInt(3)));
    for (int open = children.get(0); open > 0; open--) {
      int below = children.size() > 30 ? 0 : random.nextInt(3);
      children.add(below);
      open += below;
    }
    int words = (int) children.stream().filter(count -> count == 0).count();
    int labels = random.nextInt(4) == 0 ? 1 : children.size();
    return List.of(
        new Values.OfIds(random.ints(words, 0, 11).toArray()),
        new Values.OfChildren(new Preorder(children.stream().mapToInt(x -> x).toArray())),
        new Values.OfIds(random.ints(labels, 0, 11).toArray()));
  }

  private static Values values(Column column, int steps, Random random) {
    if (column instanceof Column.Reals reals) {
      float[] numbers = new float[steps * reals.width()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) random.nextGaussian();
      }
      return new Values.OfReals(reals.width(), numbers);
    }
    if (column instanceof Column.Series series) {
      float[] numbers = new float[steps * series.horizon().width()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = random.nextInt(5) == 0 ? Float.NaN : (float) random.nextGaussian();
      }
      return new Values.OfReals(series.horizon().width(), numbers);
    }
    if (column instanceof Column.Sets sets) {
      // Empty ones among them, and 7 for what is none of the labels.
      return new Values.OfSets(
          IntStream.range(0, steps)
              .mapToObj(step -> random.ints(random.nextInt(4), 0, sets.labels() + 1).toArray())
              .toArray(int[][]::new));
    }
    if (column instanceof Column.Text) {
      // Of other scripts too, and outside of the basic plane.
      return Values.text("Käfer \uD83D\uDC1E.jpg".substring(random.nextInt(6)));
    }
    return new Values.OfIds(random.ints(steps, 0, 300).map(id -> id % 11).toArray());
  }
}
