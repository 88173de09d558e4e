package org.ravel.example;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ColumnsConfig;
import org.ravel.config.CorpusConfig;
import org.ravel.config.CorpusFormat;
import org.ravel.config.Task;
import org.ravel.config.TokenizerKind;
import org.ravel.corpus.Tokenizer;
import org.ravel.table.SourceRecord;
import org.ravel.table.TextRecords;

/** Makes examples of a table's records. */
final class ExampleParser implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Task task;
  private final CorpusFormat format;
  private final ColumnsConfig columns;
  private final Tokenizer tokenizer;

  /** Cuts the text of labels of steps. */
  private final Tokenizer labels;

  ExampleParser(Task task, CorpusConfig config) {
    this.task = task;
    this.format = config.format();
    this.columns = config.columns();
    this.tokenizer = tokenizer(config);
    boolean characters = tokenizer.kind() == TokenizerKind.CHARACTER;
    this.labels =
        Tokenizer.of(characters ? TokenizerKind.CHARACTER : TokenizerKind.WHITESPACE, false);
  }

  /** What cuts text into tokens; where they stand apart already, what puts them together. */
  static Tokenizer tokenizer(CorpusConfig config) {
    return Tokenizer.of(
        config.format().isTokenised() ? TokenizerKind.WHITESPACE : config.tokenizer(),
        config.lowerCase());
  }

  /** Says what is wrong with a record. */
  static final class MalformedExample extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedExample(String message) {
      super(message);
    }
  }

  LabelledText parse(SourceRecord record) throws MalformedExample {
    LabelledText example =
        switch (task) {
          case LABELLING ->
              new LabelledText(
                  joined(record, columns.input(), tokenizer),
                  joined(record, columns.target(), labels),
                  false);
          case CLASSIFICATION -> new LabelledText(text(record), List.of(label(record)), false);
          case LANGUAGE_MODEL -> throw new IllegalStateException("its text is no table");
        };
    if (example.tokens().isEmpty()) {
      throw new MalformedExample("has no token");
    }
    if (task == Task.LABELLING && example.tokens().size() != example.labels().size()) {
      throw new MalformedExample(
          "has %,d tokens but %,d labels"
              .formatted(example.tokens().size(), example.labels().size()));
    }
    if (example.labels().contains("")) {
      throw new MalformedExample("has an empty label");
    }
    return example;
  }

  /** A sequence whose steps are those of several columns together. */
  private List<String> joined(SourceRecord record, List<String> names, Tokenizer cutting)
      throws MalformedExample {
    List<String> joined = steps(record, names.get(0), cutting);
    for (String name : names.subList(1, names.size())) {
      List<String> further = steps(record, name, cutting);
      if (further.size() != joined.size()) {
        throw new MalformedExample(
            "has %,d steps in column %s but %,d in column %s"
                .formatted(joined.size(), names.get(0), further.size(), name));
      }
      List<String> both = new ArrayList<>(joined.size());
      for (int i = 0; i < joined.size(); i++) {
        both.add(joined.get(i) + " " + further.get(i));
      }
      joined = both;
    }
    return joined;
  }

  private List<String> steps(SourceRecord record, String column, Tokenizer cutting)
      throws MalformedExample {
    Object value = value(record, column);
    if (value instanceof String text) {
      return cutting.tokenize(text);
    }
    List<?> list =
        value instanceof Object[] array
            ? Arrays.asList(array)
            : value instanceof List<?> strings ? strings : Collections.singletonList(value);
    List<String> steps = new ArrayList<>(list.size());
    for (Object step : list) {
      if (!(step instanceof String text)) {
        throw new MalformedExample(
            "has %s in column %s, which must be a text or a list of strings"
                .formatted(step, column));
      }
      steps.add(cutting.folded(text));
    }
    return steps;
  }

  /** The columns that are read, one behind the other. */
  private List<String> text(SourceRecord record) throws MalformedExample {
    List<String> names =
        format == CorpusFormat.FOLDERS ? List.of(TextRecords.TEXT) : columns.input();
    List<String> texts = new ArrayList<>();
    for (String name : names) {
      if (value(record, name) instanceof String text) {
        texts.add(text);
      }
    }
    if (texts.size() == names.size()) {
      return tokenizer.tokenize(String.join(" ", texts));
    }
    List<String> tokens = new ArrayList<>();
    for (String name : names) {
      tokens.addAll(steps(record, name, tokenizer));
    }
    return tokens;
  }

  private String label(SourceRecord record) throws MalformedExample {
    if (format == CorpusFormat.FOLDERS) {
      return new Path((String) record.value(TextRecords.FILE)).getParent().getName();
    }
    List<String> parts = new ArrayList<>();
    for (String name : columns.target()) {
      Object value = value(record, name);
      if (value instanceof List<?> || value instanceof Object[]) {
        throw new MalformedExample(
            "has a list in column %s, which must be one label".formatted(name));
      }
      parts.add(String.valueOf(value));
    }
    return parts.stream().map(String::strip).collect(Collectors.joining(" ")).strip();
  }

  private static Object value(SourceRecord record, String column) throws MalformedExample {
    Object value = record.value(column);
    if (value == null) {
      throw new MalformedExample("has nothing in column %s".formatted(column));
    }
    return value;
  }
}
