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
import org.ravel.config.TreesConfig;
import org.ravel.corpus.Tokenizer;
import org.ravel.table.SourceRecord;
import org.ravel.table.StepColumns;
import org.ravel.table.TextRecords;

/** Makes examples of a table's records. */
final class ExampleParser implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Task task;
  private final CorpusFormat format;
  private final List<String> target;
  private final Tokenizer tokenizer;
  private final StepReader steps;

  /** Where rows are steps; null where a row is a whole sequence. */
  private final StepColumns gathered;

  /** Reads labels of steps, or the tokens of the target. */
  private final TokenReader labels;

  /** Null where there are none. */
  private final CaptionReader captions;

  /** The column that names images; null where none does. */
  private final String image;

  /** Reads sets of labels. */
  private final LabelSetReader sets;

  /** Null where there are none. */
  private final StringAnswers answers;

  /**
   * As configured.
   *
   * @param tokenizers cut text
   * @param width numbers that each step must have, where steps are numbers; 0 if it is not known
   */
  ExampleParser(Task task, CorpusConfig config, ExampleTokenizers tokenizers, int width) {
    this.task = task;
    this.format = config.format();
    this.target = config.columns().target();
    this.tokenizer = tokenizers.source();
    List<String> input = ExampleRows.inputs(config);
    this.gathered = ExampleTable.steps(config.columns());
    StepReader cells =
        switch (config.steps()) {
          case TOKENS -> tokens(task, config, tokenizer);
          case NUMBERS -> {
            NumberReader numbers =
                width == 0
                    ? NumberReader.of(input)
                    : NumberReader.of(input, width, "the first of the input has steps of");
            yield task == Task.CAPTIONING ? numbers.ofVectors() : numbers;
          }
        };
    this.steps = gathered == null ? cells : new SequenceReader(cells, gathered);
    this.image = task == Task.CAPTIONING ? ExampleRows.imageColumn(config) : null;
    this.captions =
        task == Task.CAPTIONING
            ? new CaptionReader(ExampleRows.captionColumn(config), tokenizers.target())
            : null;
    this.labels =
        task == Task.TRANSLATION
            ? new TokenReader(task, target, tokenizers.target())
            : new TokenReader(Task.LABELLING, target, ofLabels(tokenizer));
    this.sets = LabelSetReader.of(config.columns(), format);
    this.answers =
        task == Task.RECOGNITION
            ? new StringAnswers(target.isEmpty() ? null : target.get(0), config.columns().accept())
            : null;
  }

  private static StepReader tokens(Task task, CorpusConfig config, Tokenizer tokenizer) {
    TreesConfig trees = config.trees();
    return task == Task.TREE
        ? new TreeReader(trees.labels(), trees.children(), trees.oneChild(), tokenizer)
        : TokenReader.of(task, config.format(), config.columns().input(), tokenizer);
  }

  private static Tokenizer ofLabels(Tokenizer tokenizer) {
    boolean characters = tokenizer.kind() == TokenizerKind.CHARACTER;
    return Tokenizer.of(characters ? TokenizerKind.CHARACTER : TokenizerKind.WHITESPACE, false);
  }

  /**
   * All that is read of an example, as a text. Subwords say it together: before they are learned,
   * the same text is cut in another way.
   */
  String content(LabelledSteps example) {
    return example.steps() instanceof ReadSteps.OfTokens text
            && tokenizer.kind() == TokenizerKind.SUBWORD
        ? tokenizer.decode(text.tokens())
        : example.steps().content();
  }

  /** The name of a record's image; empty where nothing names it. */
  String name(SourceRecord record) {
    Object name = image == null ? null : record.value(image);
    return name == null ? "" : name.toString();
  }

  /** What is learned of the examples. */
  Task task() {
    return task;
  }

  /** Whether the targets are captions. */
  boolean captions() {
    return captions != null;
  }

  /** Whether each step has a label. */
  boolean labelsSteps() {
    return task == Task.LABELLING;
  }

  /** Whether targets are steps, too: as many as are read, or others. */
  boolean targetsAreSteps() {
    return labelsSteps() || task == Task.TRANSLATION;
  }

  /** What is read of a record, without its labels. */
  ReadSteps read(SourceRecord record) throws MalformedExample {
    return steps.steps(record);
  }

  LabelledSteps parse(SourceRecord record) throws MalformedExample {
    if (steps instanceof TreeReader trees) {
      return trees.labelled(record);
    }
    ReadSteps read = read(record);
    if (gathered == null) {
      return labelled(read, record);
    }
    try {
      return labelled(read, record);
    } catch (MalformedExample e) {
      throw SequenceReader.inSequence(record.value(gathered.sequence()), e);
    }
  }

  private String columns() {
    return String.join(", ", steps.columns());
  }

  private LabelledSteps labelled(ReadSteps read, SourceRecord record) throws MalformedExample {
    LabelledSteps example =
        switch (task) {
          case LABELLING, TRANSLATION -> new LabelledSteps(read, labels.read(record), false);
          case CAPTIONING -> new LabelledSteps(read, captions.read(record), false);
          case CLASSIFICATION -> new LabelledSteps(read, List.of(label(record)), false);
          case MULTI_LABEL -> new LabelledSteps(read, set(record), false);
          case REGRESSION -> new LabelledSteps(read, values(record), false);
          case RECOGNITION -> new LabelledSteps(read, answers.read(record, read.count()), false);
          case LANGUAGE_MODEL, TREE, FORECASTING ->
              throw new IllegalStateException("no table holds what %s reads".formatted(task));
        };
    if (example.steps().count() == 0) {
      throw new MalformedExample(
          (steps instanceof TokenReader ? "has no token" : "has no step")
              + (task == Task.TRANSLATION
                  ? " in column %s, which is read".formatted(columns())
                  : ""));
    }
    if (task == Task.TRANSLATION && example.labels().isEmpty()) {
      throw new MalformedExample(
          "has no token in column %s, the target".formatted(String.join(", ", target)));
    }
    if (task == Task.TRANSLATION && example.labels().contains(CaptionReader.END)) {
      throw new MalformedExample(
          "has %s in column %s, which stands for the end of the target"
              .formatted(CaptionReader.END, String.join(", ", target)));
    }
    if (task == Task.LABELLING && example.steps().count() != example.labels().size()) {
      throw new MalformedExample(
          "has %,d %s but %,d labels"
              .formatted(
                  example.steps().count(),
                  steps instanceof TokenReader ? "tokens" : "steps",
                  example.labels().size()));
    }
    if (!task.writesText() && answers == null && example.labels().contains("")) {
      throw new MalformedExample("has an empty label");
    }
    return example;
  }

  /** The label that all steps have. */
  private static Object common(List<?> labels, String column) throws MalformedExample {
    for (Object label : labels) {
      if (label == null) {
        throw new MalformedExample("has nothing in column %s at a step".formatted(column));
      }
      if (!label.equals(labels.get(0))) {
        throw new MalformedExample(
            "has %s and %s in column %s, but must have one label"
                .formatted(labels.get(0), label, column));
      }
    }
    return labels.get(0);
  }

  /** The set of a record, or the one that all its steps have. */
  private List<String> set(SourceRecord record) throws MalformedExample {
    if (gathered == null) {
      return sets.read(record);
    }
    List<Object> common = new ArrayList<>();
    for (String name : target) {
      List<?> labels = (List<?>) record.value(name);
      boolean isEmpty = labels.stream().allMatch(label -> label == null);
      common.add(isEmpty ? null : common(labels, name));
    }
    return sets.read(new SourceRecord(null, target, common));
  }

  /** The numbers of a record, one of each column, or those that all its steps have. */
  private List<String> values(SourceRecord record) throws MalformedExample {
    List<String> values = new ArrayList<>();
    for (String name : target) {
      values.add(Double.toString(NumberReader.number(one(record, name, "number"), name)));
    }
    return values;
  }

  /** The value of a column that is no list, or that all steps of a record have. */
  private Object one(SourceRecord record, String name, String what) throws MalformedExample {
    Object read = TokenReader.value(record, name);
    Object value = gathered == null ? read : common((List<?>) read, name);
    if (TokenReader.list(value).isPresent()) {
      throw new MalformedExample(
          "has a list in column %s, which must be one %s".formatted(name, what));
    }
    return value;
  }

  private String label(SourceRecord record) throws MalformedExample {
    if (format == CorpusFormat.FOLDERS) {
      return new Path((String) record.value(TextRecords.FILE)).getParent().getName();
    }
    List<String> parts = new ArrayList<>();
    for (String name : target) {
      parts.add(String.valueOf(one(record, name, "label")));
    }
    return parts.stream().map(String::strip).collect(Collectors.joining(" ")).strip();
  }
}
