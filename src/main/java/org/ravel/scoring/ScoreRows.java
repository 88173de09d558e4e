package org.ravel.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.ravel.corpus.Vocabulary;
import org.ravel.network.NetworkSnapshot;
import org.ravel.scoring.ChunkTotals.Total;
import org.ravel.table.InputRow;

/** Scores the rows of a chunk with a network of the task's own. */
final class ScoreRows implements FlatMapFunction<Iterator<InputRow>, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<NetworkSnapshot> network;
  private final Broadcast<Vocabulary> vocabulary;
  private final ScoreSettings settings;
  private final String column;
  private final ScoreColumns columns;
  private final ChunkTotals totals;

  /**
   * A function of a chunk's rows.
   *
   * @param column the one that holds the text
   */
  ScoreRows(
      Broadcast<NetworkSnapshot> network,
      Broadcast<Vocabulary> vocabulary,
      ScoreSettings settings,
      String column,
      ScoreColumns columns,
      ChunkTotals totals) {
    this.network = network;
    this.vocabulary = vocabulary;
    this.settings = settings;
    this.column = column;
    this.columns = columns;
    this.totals = totals;
  }

  @Override
  public Iterator<Row> call(Iterator<InputRow> rows) {
    return new Scored(rows);
  }

  /** Takes rows into memory a window at a time, and gives them back in their order. */
  private final class Scored implements Iterator<Row> {
    /** The most tokens that a window takes before it is full. */
    private static final long MOST_TOKENS = 1 << 20;

    private final Iterator<InputRow> rows;
    private final DocumentEncoder encoder;
    private final DocumentScorer scorer;
    private final Queue<Row> ready;
    private Total total = new Total(TaskContext.getPartitionId(), 0, 0, 0, 0);

    Scored(Iterator<InputRow> rows) {
      this.rows = rows;
      this.ready = new ArrayDeque<>(columns.head());
      this.encoder = new DocumentEncoder(vocabulary.value(), settings.prime(), settings.scoreEnd());
      this.scorer = new DocumentScorer(network.value().get(), settings.minibatchSize());
    }

    @Override
    public boolean hasNext() {
      if (ready.isEmpty() && rows.hasNext()) {
        scoreWindow();
        if (!rows.hasNext()) {
          totals.add(total);
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private String text(InputRow row) {
      String text = (String) row.record().value(column);
      return text == null ? "" : text;
    }

    private void scoreWindow() {
      List<InputRow> window = new ArrayList<>();
      List<Document> documents = new ArrayList<>();
      long tokens = 0;
      while (rows.hasNext() && window.size() < settings.windowRows() && tokens < MOST_TOKENS) {
        InputRow row = rows.next();
        Document document = encoder.encode(text(row));
        window.add(row);
        documents.add(document);
        tokens += document.ids().length;
      }
      double[] nats = scorer.score(documents);
      for (int i = 0; i < nats.length; i++) {
        Document document = documents.get(i);
        long unknown = document.unknown(vocabulary.value());
        total = total.plus(document.targets(), unknown, nats[i]);
        ready.add(columns.row(window.get(i), document, unknown, nats[i]));
      }
    }
  }
}
