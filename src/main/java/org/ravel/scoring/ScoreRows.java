package org.ravel.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.ravel.corpus.Vocabulary;
import org.ravel.model.NetworkBytes;

/** Scores the rows of a chunk with a network of the task's own. */
final class ScoreRows implements FlatMapFunction<Iterator<InputRow>, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<NetworkBytes> network;
  private final Broadcast<Vocabulary> vocabulary;
  private final ScoreSettings settings;
  private final ScoreColumns columns;

  ScoreRows(
      Broadcast<NetworkBytes> network,
      Broadcast<Vocabulary> vocabulary,
      ScoreSettings settings,
      ScoreColumns columns) {
    this.network = network;
    this.vocabulary = vocabulary;
    this.settings = settings;
    this.columns = columns;
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
    private final Queue<Row> ready = new ArrayDeque<>();

    Scored(Iterator<InputRow> rows) {
      this.rows = rows;
      this.encoder = new DocumentEncoder(vocabulary.value(), settings.prime(), settings.scoreEnd());
      this.scorer = new DocumentScorer(network.value().get(), settings.minibatchSize());
    }

    @Override
    public boolean hasNext() {
      if (ready.isEmpty() && rows.hasNext()) {
        scoreWindow();
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

    private void scoreWindow() {
      List<InputRow> window = new ArrayList<>();
      List<Document> documents = new ArrayList<>();
      long tokens = 0;
      while (rows.hasNext() && window.size() < settings.windowRows() && tokens < MOST_TOKENS) {
        InputRow row = rows.next();
        Document document = encoder.encode(row.text());
        window.add(row);
        documents.add(document);
        tokens += document.ids().length;
      }
      double[] nats = scorer.score(documents);
      for (int i = 0; i < nats.length; i++) {
        Document document = documents.get(i);
        long unknown = document.unknown(vocabulary.value());
        ready.add(columns.row(window.get(i), document, unknown, nats[i]));
      }
    }
  }
}
