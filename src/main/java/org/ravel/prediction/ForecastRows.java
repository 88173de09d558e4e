package org.ravel.prediction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.ravel.config.MalformedText;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Batch;
import org.ravel.series.reading.MalformedSeries;
import org.ravel.series.reading.ReadSeries;
import org.ravel.series.reading.SeriesEnd;
import org.ravel.series.reading.SeriesEnds;
import org.ravel.series.reading.SeriesReader;
import org.ravel.spark.ChunkTotals;
import org.ravel.spark.TaskEnd;
import org.ravel.table.InputRow;
import org.ravel.table.RowWindows;

/** Goes on with the series of a chunk, with a model of the task's own. */
final class ForecastRows implements FlatMapFunction<Iterator<InputRow>, Row> {
  private static final long serialVersionUID = 1L;

  /** Rows, each with one series or more, that are taken together. */
  private static final int WINDOW = 256;

  private final Broadcast<PredictorSource> model;
  private final Broadcast<SeriesSource> source;
  private final ForecastColumns columns;
  private final SeriesReader reader;
  private final MalformedText malformed;
  private final ChunkTotals<PredictionTotal> totals;

  ForecastRows(
      Broadcast<PredictorSource> model,
      Broadcast<SeriesSource> source,
      ForecastColumns columns,
      SeriesReader reader,
      MalformedText malformed,
      ChunkTotals<PredictionTotal> totals) {
    this.model = model;
    this.source = source;
    this.columns = columns;
    this.reader = reader;
    this.malformed = malformed;
    this.totals = totals;
  }

  @Override
  public Iterator<Row> call(Iterator<InputRow> rows) {
    Predictor predictor = TaskEnd.close(model.value().get());
    return new RowWindows<>(
        rows, new Forecasting(predictor, source.value().ends()), WINDOW, columns.head());
  }

  private final class Forecasting implements RowWindows.Work<List<SeriesEnd>> {
    private final Predictor predictor;
    private final SeriesEnds ends;
    private PredictionTotal total = PredictionTotal.NONE;

    Forecasting(Predictor predictor, SeriesEnds ends) {
      this.predictor = predictor;
      this.ends = ends;
    }

    @Override
    public List<SeriesEnd> read(InputRow row) {
      List<SeriesEnd> found = new ArrayList<>();
      reader.read(
          row.record(), series -> found.add(end(series)), (name, why) -> leaveOut(row, name, why));
      return found;
    }

    private SeriesEnd end(ReadSeries series) throws MalformedSeries {
      SeriesEnd end = ends.of(series);
      int steps = columns.horizon().read(end.window());
      total = total.plus(new PredictionTotal(1, steps, 0, 0, 0));
      return end;
    }

    private void leaveOut(InputRow row, String name, MalformedSeries e) {
      if (malformed != MalformedText.SKIP) {
        throw row.part()
            .refuse(
                row.place(),
                "is the first of series %s, which %s".formatted(name, e.getMessage()),
                "or set prediction.malformed=skip, which leaves out such series");
      }
      total = total.plus(new PredictionTotal(0, 0, 0, 1, 0));
    }

    @Override
    public int steps(List<SeriesEnd> read) {
      return read.stream().mapToInt(end -> columns.horizon().read(end.window())).sum();
    }

    @Override
    public List<Row> run(List<List<SeriesEnd>> window) {
      List<SeriesEnd> all = window.stream().flatMap(List::stream).toList();
      List<Row> rows = new ArrayList<>();
      for (int first = 0; first < all.size(); first += RowPredictor.ROWS) {
        List<SeriesEnd> some = all.subList(first, Math.min(first + RowPredictor.ROWS, all.size()));
        Batch batch =
            Batch.windows(
                columns.horizon(),
                some.stream().map(SeriesEnd::window).toList(),
                some.stream().mapToInt(SeriesEnd::number).toArray());
        try (RealPrediction prediction =
            (RealPrediction) predictor.answer(batch.read(), predictor.start())) {
          for (int row = 0; row < some.size(); row++) {
            rows.addAll(columns.rows(some.get(row), prediction, row));
          }
        }
      }
      return rows;
    }

    @Override
    public void end() {
      totals.add(new ChunkTotals.OfChunk<>(TaskContext.getPartitionId(), total));
    }
  }
}
