package org.ravel.scoring;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.spark.ChunkTotals;
import org.ravel.spark.TaskEnd;
import org.ravel.table.InputRow;
import org.ravel.table.OutputColumns;
import org.ravel.table.RowWindows;

/** Scores the rows of a chunk with a network of the task's own. */
final class ScoreRows implements FlatMapFunction<Iterator<InputRow>, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<PredictorSource> network;
  private final Broadcast<ScoredVocabularies> vocabularies;
  private final ScoreSettings settings;
  private final OutputColumns columns;
  private final ChunkTotals<ScoreTotal> totals;

  ScoreRows(
      Broadcast<PredictorSource> network,
      Broadcast<ScoredVocabularies> vocabularies,
      ScoreSettings settings,
      OutputColumns columns,
      ChunkTotals<ScoreTotal> totals) {
    this.network = network;
    this.vocabularies = vocabularies;
    this.settings = settings;
    this.columns = columns;
    this.totals = totals;
  }

  @Override
  public Iterator<Row> call(Iterator<InputRow> rows) {
    Predictor model = TaskEnd.close(network.value().get());
    return new RowWindows<>(rows, new Scored(model), settings.windowRows(), columns.head());
  }

  private record ReadRow(InputRow row, Document document) {}

  private final class Scored implements RowWindows.Work<ReadRow> {
    private final ScoredVocabularies known = vocabularies.value();
    private final ScoreColumns added = new ScoreColumns(known.isOfPairs());
    private final RowEncoder encoder = settings.encoder(known);
    private final RowScorer scorer;
    private ScoreTotal total = ScoreTotal.NONE;

    Scored(Predictor model) {
      this.scorer = settings.scorer(known, model);
    }

    @Override
    public ReadRow read(InputRow row) {
      return new ReadRow(row, encoder.encode(row.record()));
    }

    @Override
    public int steps(ReadRow read) {
      return read.document().steps();
    }

    @Override
    public List<Row> run(List<ReadRow> window) {
      double[] nats = scorer.score(window.stream().map(ReadRow::document).toList());
      List<Row> scored = new ArrayList<>(nats.length);
      for (int i = 0; i < nats.length; i++) {
        InputRow row = window.get(i).row();
        Document document = window.get(i).document();
        long unknown = document.unknown(known.predicted());
        total = total.plus(new ScoreTotal(1, document.targets(), unknown, nats[i]));
        scored.add(
            columns.row(
                row.record(), added.values(row.number(), document, unknown, nats[i], known)));
      }
      return scored;
    }

    @Override
    public void end() {
      totals.add(new ChunkTotals.OfChunk<>(TaskContext.getPartitionId(), total));
    }
  }
}
