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
  private final float[] logits;

  /** Rows of the batch for each search. */
  private final int width;

  /** Null where no search is. */
  private final Placed[] searches;

  /** A search for the source at a place. */
  private record Placed(int place, Search search) {}

  /** Sources that were read, and whose first symbols are there. */
  private static final class ReadSources {
    private final HiddenState state;
    private final Placed[] searches;

    /** The row of the first one that was not taken. */
    private int next;

    ReadSources(HiddenState state, Placed[] searches) {
      this.state = state;
      this.searches = searches;
    }

    boolean isEmpty() {
      return next == searches.length;
    }
  }

  /**
   * A pool.
   *
   * @param groups of the sources, all of one shape
   */
  SearchPool(
      Predictor model, WritingRules rules, List<Source> sources, List<FixedShapes.Group> groups) {
    this.model = model;
    this.rules = rules;
    this.sources = sources;
    this.unread = new ArrayDeque<>(groups);
    this.logits = new float[model.vocabularySize()];
    this.width = rules.config().width();
    this.searches = new Placed[groups.get(0).rows()];
  }

  /** Runs all searches, and puts what was written where the sources stand. */
  void run(List<List<Hypothesis>> written) {
    ReadSources read = read(unread.remove());
    HiddenState state = read.state.select(rows(row -> row / width));
    while (true) {
      int[] rows = continued();
      finish(written);
      boolean isJoined = false;
      while (isAnyFree() && !(read.isEmpty() && unread.isEmpty())) {
        read = read.isEmpty() ? read(unread.remove()) : read;
        begin(read, rows);
        state = state.join(read.state, rows);
        rows = rows(IntUnaryOperator.identity());
        isJoined = true;
      }
      state = isJoined ? state : state.select(rows);
      if (IntStream.range(0, searches.length).allMatch(slot -> prefixes(slot).isEmpty())) {
        finish(written);
        if (read.isEmpty() && unread.isEmpty()) {
          return;
        }
        continue;
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
  private void finish(List<List<Hypothesis>> written) {
    for (int slot = 0; slot < searches.length; slot++) {
      if (searches[slot] != null && prefixes(slot).isEmpty()) {
        written.set(searches[slot].place(), searches[slot].search().written());
        searches[slot] = null;
      }
    }
  }

  private boolean isAnyFree() {
    return Arrays.stream(searches).anyMatch(Objects::isNull);
  }

  /**
   * Puts searches where none is.
   *
   * @param rows of the state, by row of the next one: those of the searches' sources stand behind
   *     its last one
   */
  private void begin(ReadSources read, int[] rows) {
    for (int slot = 0; slot < searches.length && !read.isEmpty(); slot++) {
      if (searches[slot] == null) {
        searches[slot] = read.searches[read.next];
        Arrays.fill(rows, slot * width, (slot + 1) * width, rows.length + read.next);
        read.next++;
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

  /** Reads sources, and goes on by the first symbol. */
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
      for (int row = 0; row < placed.length; row++) {
        placed[row].search().advance(new NextSymbols(prediction, attention, row, logits));
      }
    }
    return new ReadSources(state, placed);
  }
}
