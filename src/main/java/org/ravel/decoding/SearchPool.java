package org.ravel.decoding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.attention.AttentionWeights;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.sequence.FixedShapes;
import org.ravel.sequence.Pairs;
import org.ravel.sequence.Values;

/**
 * Searches for sources of one shape, a fixed number of them side by side: where one is over, that
 * for another source begins in its place, so that the shape of what the network does stays the same
 * and few of its rows are idle.
 */
final class SearchPool {
  private static final int[] NOTHING = {};

  private final Predictor model;
  private final WritingRules rules;
  private final List<Source> sources;
  private final Queue<FixedShapes.Group> unread;
  private final List<List<Hypothesis>> written;
  private final float[] logits;

  /** Rows of the batch for each search. */
  private final int width;

  /** Null where no search is. */
  private final Placed[] searches;

  private ReadSources read;

  /**
   * A search.
   *
   * @param place of its source
   */
  private record Placed(int place, Search search) {
    boolean isOver() {
      return search.prefixes().isEmpty();
    }
  }

  /** One that has its first symbols, and the row of its source's state. */
  private record Waiting(int row, Placed search) {}

  /** Sources that were read. */
  private record ReadSources(HiddenState state, Queue<Waiting> waiting) {}

  /**
   * A pool.
   *
   * @param groups of the sources, all of one shape
   * @param written what is written stands there at the places of the sources
   */
  SearchPool(
      Predictor model,
      WritingRules rules,
      List<Source> sources,
      List<FixedShapes.Group> groups,
      List<List<Hypothesis>> written) {
    this.model = model;
    this.rules = rules;
    this.sources = sources;
    this.unread = new ArrayDeque<>(groups);
    this.written = written;
    this.logits = new float[model.vocabularySize()];
    this.width = rules.config().width();
    this.searches = new Placed[groups.get(0).rows()];
  }

  /** Runs all searches. */
  void run() {
    read = read(unread.remove());
    HiddenState state = read.state().select(rows(row -> row / width));
    while (true) {
      int[] rows = continued();
      finish();
      state = fill(state, rows);
      if (Arrays.stream(searches).allMatch(Objects::isNull)) {
        return;
      }
      try (Categorical prediction = model.predict(last(), state)) {
        AttentionWeights attention = rules.isAttentionKept() ? model.attention() : null;
        for (int slot = 0; slot < searches.length; slot++) {
          if (searches[slot] != null) {
            searches[slot]
                .search()
                .advance(new NextSymbols(prediction, attention, slot * width, logits));
          }
        }
      }
    }
  }

  /** The state of the rows that go on, with that of searches that begin where none is. */
  private HiddenState fill(HiddenState before, int[] rows) {
    if (!isAnyToBegin()) {
      return before.select(rows);
    }
    HiddenState state = before;
    int[] from = rows;
    do {
      begin(from);
      state = state.join(read.state(), from);
      from = rows(IntUnaryOperator.identity());
    } while (isAnyToBegin());
    return state;
  }

  /** Whether there is a place for a search, and one for it; reads on until there is one. */
  private boolean isAnyToBegin() {
    boolean isAnyFree = Arrays.stream(searches).anyMatch(Objects::isNull);
    while (isAnyFree && read.waiting().isEmpty() && !unread.isEmpty()) {
      read = read(unread.remove());
    }
    return isAnyFree && !read.waiting().isEmpty();
  }

  private int[] rows(IntUnaryOperator from) {
    return IntStream.range(0, searches.length * width).map(from).toArray();
  }

  /** The rows that the prefixes continue; where there is none, one that a search had. */
  private int[] continued() {
    int[] rows = rows(row -> row / width * width);
    for (int slot = 0; slot < searches.length; slot++) {
      List<Prefix> prefixes = prefixes(slot);
      for (int i = 0; i < prefixes.size(); i++) {
        rows[slot * width + i] += prefixes.get(i).parent();
      }
    }
    return rows;
  }

  private List<Prefix> prefixes(int slot) {
    return searches[slot] == null ? List.of() : searches[slot].search().prefixes();
  }

  /** Takes searches away that are over. */
  private void finish() {
    for (int slot = 0; slot < searches.length; slot++) {
      if (searches[slot] != null && searches[slot].isOver()) {
        write(searches[slot]);
        searches[slot] = null;
      }
    }
  }

  private void write(Placed over) {
    written.set(over.place(), over.search().written());
  }

  /**
   * Puts searches where none is.
   *
   * @param rows of the state, by row of the next one: those of the searches' sources stand behind
   *     its last one
   */
  private void begin(int[] rows) {
    for (int slot = 0; slot < searches.length && !read.waiting().isEmpty(); slot++) {
      if (searches[slot] == null) {
        Waiting next = read.waiting().remove();
        searches[slot] = next.search();
        Arrays.fill(rows, slot * width, (slot + 1) * width, rows.length + next.row());
      }
    }
  }

  /** The symbols that the prefixes end with. */
  private Field last() {
    int[][] last = new int[searches.length * width][];
    Arrays.fill(last, NOTHING);
    for (int slot = 0; slot < searches.length; slot++) {
      List<Prefix> prefixes = prefixes(slot);
      for (int i = 0; i < prefixes.size(); i++) {
        last[slot * width + i] = new int[] {prefixes.get(i).last()};
      }
    }
    return Field.of(last);
  }

  /** Reads sources, and goes on by the first symbol. What ends with it is written. */
  private ReadSources read(FixedShapes.Group group) {
    List<Integer> places = group.places();
    List<Values> nothing = sources.get(places.get(0)).nothing();
    List<List<Values>> read = new ArrayList<>(Collections.nCopies(group.rows(), nothing));
    int[][] begin = new int[group.rows()][];
    Arrays.fill(begin, NOTHING);
    Placed[] placed = new Placed[places.size()];
    for (int row = 0; row < placed.length; row++) {
      Source source = sources.get(places.get(row));
      read.set(row, source.read());
      begin[row] = new int[] {rules.end()};
      placed[row] = new Placed(places.get(row), rules.search(source));
    }
    HiddenState state = model.start();
    Pairs pairs = new Pairs(Batch.inputs(read, group.steps()), Field.of(begin));
    try (Categorical prediction = model.predict(pairs, state)) {
      AttentionWeights attention = rules.isAttentionKept() ? model.attention() : null;
      Queue<Waiting> waiting = new ArrayDeque<>();
      for (int row = 0; row < placed.length; row++) {
        placed[row].search().advance(new NextSymbols(prediction, attention, row, logits));
        if (placed[row].isOver()) {
          write(placed[row]);
        } else {
          waiting.add(new Waiting(row, placed[row]));
        }
      }
      return new ReadSources(state, waiting);
    }
  }
}
