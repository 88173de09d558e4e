package org.ravel.example;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
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
  private final List<String> target;
  private final TokenReader tokens;

  /** Reads labels of steps. */
  private final TokenReader labels;

  ExampleParser(Task task, CorpusConfig config) {
    this.task = task;
    this.format = config.format();
    this.target = config.columns().target();
    Tokenizer tokenizer = tokenizer(config);
    this.tokens = TokenReader.of(task, format, config.columns().input(), tokenizer);
    boolean characters = tokenizer.kind() == TokenizerKind.CHARACTER;
    this.labels =
        new TokenReader(
            Task.LABELLING,
            target,
            Tokenizer.of(characters ? TokenizerKind.CHARACTER : TokenizerKind.WHITESPACE, false));
  }

  /** What cuts text into tokens; where they stand apart already, what puts them together. */
  static Tokenizer tokenizer(CorpusConfig config) {
    return Tokenizer.of(
        config.format().isTokenised() ? TokenizerKind.WHITESPACE : config.tokenizer(),
        config.lowerCase());
  }

  LabelledText parse(SourceRecord record) throws MalformedExample {
    LabelledText example =
        switch (task) {
          case LABELLING -> new LabelledText(tokens.read(record), labels.read(record), false);
          case CLASSIFICATION ->
              new LabelledText(tokens.read(record), List.of(label(record)), false);
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

  private String label(SourceRecord record) throws MalformedExample {
    if (format == CorpusFormat.FOLDERS) {
      return new Path((String) record.value(TextRecords.FILE)).getParent().getName();
    }
    List<String> parts = new ArrayList<>();
    for (String name : target) {
      Object value = TokenReader.value(record, name);
      if (value instanceof List<?> || value instanceof Object[]) {
        throw new MalformedExample(
            "has a list in column %s, which must be one label".formatted(name));
      }
      parts.add(String.valueOf(value));
    }
    return parts.stream().map(String::strip).collect(Collectors.joining(" ")).strip();
  }
}
