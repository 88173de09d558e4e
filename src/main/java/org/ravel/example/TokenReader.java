package org.ravel.example;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.ravel.config.CorpusFormat;
import org.ravel.config.Task;
import org.ravel.config.TokenizerKind;
import org.ravel.corpus.Tokenizer;
import org.ravel.table.SourceRecord;
import org.ravel.table.TextRecords;
import scala.collection.JavaConverters;

/** Reads the tokens of a record. */
public final class TokenReader implements StepReader {
  private static final long serialVersionUID = 1L;

  private final Task task;
  private final List<String> columns;
  private final Tokenizer tokenizer;

  TokenReader(Task task, List<String> columns, Tokenizer tokenizer) {
    this.task = task;
    this.columns = columns;
    this.tokenizer = tokenizer;
  }

  /**
   * Of files of a format.
   *
   * @param columns that are read; of files without columns it is their text
   */
  public static TokenReader of(
      Task task, CorpusFormat format, List<String> columns, Tokenizer tokenizer) {
    return new TokenReader(
        task, format.hasColumns() ? columns : List.of(TextRecords.TEXT), tokenizer);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public ReadSteps.OfTokens steps(SourceRecord record) throws MalformedExample {
    return new ReadSteps.OfTokens(read(record));
  }

  /** The same as they are. */
  List<String> read(SourceRecord record) throws MalformedExample {
    return task == Task.LABELLING ? joined(record) : text(record);
  }

  /** A sequence whose steps are those of several columns together. */
  private List<String> joined(SourceRecord record) throws MalformedExample {
    List<String> joined = steps(record, columns.get(0));
    for (String name : columns.subList(1, columns.size())) {
      List<String> further = steps(record, name);
      if (further.size() != joined.size()) {
        throw new MalformedExample(
            "has %,d steps in column %s but %,d in column %s"
                .formatted(joined.size(), columns.get(0), further.size(), name));
      }
      List<String> both = new ArrayList<>(joined.size());
      for (int i = 0; i < joined.size(); i++) {
        both.add(joined.get(i) + " " + further.get(i));
      }
      joined = both;
    }
    return joined;
  }

  private List<String> steps(SourceRecord record, String column) throws MalformedExample {
    Object value = value(record, column);
    if (value instanceof String text) {
      return tokenizer.tokenize(text);
    }
    Optional<List<?>> cells = list(value);
    if (cells.isPresent() && tokenizer.kind() == TokenizerKind.SUBWORD) {
      throw new MalformedExample(
          "has a list in column %s, but corpus.tokenizer is subword, which cuts text"
              .formatted(column));
    }
    List<?> list = cells.orElse(Collections.singletonList(value));
    List<String> steps = new ArrayList<>(list.size());
    for (Object step : list) {
      boolean isStep = step instanceof String || (step != value && isId(step));
      if (!isStep) {
        throw new MalformedExample(
            "has %s in column %s, which must be a text or a list of strings or whole numbers"
                .formatted(step, column));
      }
      steps.add(tokenizer.folded(String.valueOf(step)));
    }
    return steps;
  }

  /** The columns that are read, one behind the other. */
  private List<String> text(SourceRecord record) throws MalformedExample {
    List<String> texts = new ArrayList<>();
    for (String name : columns) {
      if (value(record, name) instanceof String text) {
        texts.add(text);
      }
    }
    if (texts.size() == columns.size()) {
      return tokenizer.tokenize(String.join(" ", texts));
    }
    List<String> tokens = new ArrayList<>();
    for (String name : columns) {
      tokens.addAll(steps(record, name));
    }
    return tokens;
  }

  /** Whether a cell holds a whole number, which names something as a text does. */
  static boolean isId(Object value) {
    return value instanceof Integer || value instanceof Long || value instanceof Short;
  }

  /** The list that a cell holds, whatever reads its format; empty where it is none. */
  static Optional<List<?>> list(Object value) {
    if (value instanceof scala.collection.Seq<?> seq) {
      return Optional.of(JavaConverters.seqAsJavaList(seq));
    }
    if (value instanceof Object[] array) {
      return Optional.of(Arrays.asList(array));
    }
    return value instanceof List<?> list ? Optional.of(list) : Optional.empty();
  }

  static Object value(SourceRecord record, String column) throws MalformedExample {
    Object value = record.value(column);
    if (value == null) {
      throw new MalformedExample("has nothing in column %s".formatted(column));
    }
    return value;
  }
}
