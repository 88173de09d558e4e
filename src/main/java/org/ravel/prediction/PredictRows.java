package org.ravel.prediction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.ravel.config.Task;
import org.ravel.decoding.WritingRules;
import org.ravel.example.ExampleEncoder;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.spark.ChunkTotals;
import org.ravel.spark.TaskEnd;
import org.ravel.table.InputRow;
import org.ravel.table.RowWindows;

/** Predicts for the rows of a chunk with a network of the task's own. */
final class PredictRows implements FlatMapFunction<Iterator<InputRow>, Row> {
  private static final long serialVersionUID = 1L;

  /**
   * Rows of a window: enough to find groups of similar length that are full but for the last one.
   */
  private static final int WINDOW = 256 * RowPredictor.ROWS;

  private final Broadcast<PredictorSource> network;
  private final Broadcast<ExampleEncoder> encoder;
  private final Broadcast<RowReading> reading;
  private final Broadcast<RowOutput> output;
  private final Task task;
  private final int piece;
  private final double threshold;
  private final boolean probabilities;

  /** Null where no text is written. */
  private final WritingRules writing;

  private final ChunkTotals<PredictionTotal> totals;

  PredictRows(
      Broadcast<PredictorSource> network,
      Broadcast<ExampleEncoder> encoder,
      Broadcast<RowReading> reading,
      Broadcast<RowOutput> output,
      Task task,
      int piece,
      double threshold,
      boolean probabilities,
      WritingRules writing,
      ChunkTotals<PredictionTotal> totals) {
    this.network = network;
    this.encoder = encoder;
    this.reading = reading;
    this.output = output;
    this.task = task;
    this.piece = piece;
    this.threshold = threshold;
    this.probabilities = probabilities;
    this.writing = writing;
    this.totals = totals;
  }

  @Override
  public Iterator<Row> call(Iterator<InputRow> rows) {
    Predictor model = TaskEnd.close(network.value().get());
    return new RowWindows<>(
        rows,
        new Predicted(
            writing == null
                ? new RowPredictor(model, encoder.value(), task, piece, threshold, probabilities)
                : new RowTranslator(model, writing)),
        WINDOW,
        output.value().head());
  }

  private final class Predicted implements RowWindows.Work<ReadRow> {
    private final RowAnswers predictor;
    private PredictionTotal total = PredictionTotal.NONE;

    Predicted(RowAnswers predictor) {
      this.predictor = predictor;
    }

    @Override
    public ReadRow read(InputRow row) {
      ReadRow read = reading.value().read(row, encoder.value(), output.value());
      total = total.plus(sums(read, output.value().rows(row)));
      return read;
    }

    private PredictionTotal sums(ReadRow read, int rows) {
      if (read == null) {
        return new PredictionTotal(0, 0, 0, rows, 0);
      }
      return new PredictionTotal(
          rows,
          read.steps(),
          encoder.value().unknown(read.inputs()),
          0,
          read.steps() < read.whole().count() ? 1 : 0);
    }

    @Override
    public int steps(ReadRow read) {
      return read.steps();
    }

    @Override
    public List<Row> run(List<ReadRow> window) {
      RowAnswer[] answers = predictor.predict(window);
      List<Row> rows = new ArrayList<>(answers.length);
      for (int i = 0; i < answers.length; i++) {
        rows.add(output.value().row(window.get(i), answers[i]));
      }
      return rows;
    }

    @Override
    public void end() {
      totals.add(new ChunkTotals.OfChunk<>(TaskContext.getPartitionId(), total));
    }
  }
}
