package org.ravel.example;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.ravel.config.TreesConfig.Labels;
import org.ravel.config.TreesConfig.OneChild;
import org.ravel.corpus.Tokenizer;
import org.ravel.table.SourceRecord;
import org.ravel.table.TextRecords;
import org.ravel.wording.Phrases;

/** Reads bracketed trees, one of each line. */
public final class TreeReader implements StepReader {
  private static final long serialVersionUID = 1L;

  /** Characters of a place in a line that messages show. */
  private static final int SHOWN = 20;

  private final Labels labels;
  private final int most;
  private final OneChild oneChild;
  private final Tokenizer words;

  /**
   * As configured.
   *
   * @param labels which brackets begin with one
   * @param most children of a node; 0 for any number
   * @param words puts them into the case that tokens have
   */
  public TreeReader(Labels labels, int most, OneChild oneChild, Tokenizer words) {
    this.labels = labels;
    this.most = most;
    this.oneChild = oneChild;
    this.words = words;
  }

  @Override
  public List<String> columns() {
    return List.of(TextRecords.TEXT);
  }

  @Override
  public ReadSteps.OfTree steps(SourceRecord record) throws MalformedExample {
    return steps(tree(record));
  }

  private ReadSteps.OfTree steps(BracketedTree tree) {
    return new ReadSteps.OfTree(tree.words().stream().map(words::folded).toList(), tree.children());
  }

  /** A record with the labels that are to be learned. */
  LabelledSteps labelled(SourceRecord record) throws MalformedExample {
    BracketedTree tree = tree(record);
    return new LabelledSteps(
        steps(tree), labels == Labels.NODES ? tree.labels() : tree.labels().subList(0, 1), false);
  }

  /** A record's tree with its labels, and its words as they are. */
  public BracketedTree tree(SourceRecord record) throws MalformedExample {
    return new Line((String) TokenReader.value(record, TextRecords.TEXT)).tree();
  }

  /** An open bracket. */
  private static final class Bracket {
    private final int start;
    private final int node;
    private int children;

    /** Null where it holds anything else. */
    private String word;

    private int wordStart;

    Bracket(int start, int node) {
      this.start = start;
      this.node = node;
    }
  }

  /** The tree of a line. Trees may be deep: nothing here calls itself. */
  private final class Line {
    private final String line;
    private final BracketedTree.Growing growing = new BracketedTree.Growing();
    private final Deque<Bracket> open = new ArrayDeque<>();
    private int at;

    Line(String line) {
      this.line = line;
    }

    BracketedTree tree() throws MalformedExample {
      skipSpace();
      if (at == line.length()) {
        throw new MalformedExample("has no tree");
      }
      if (line.charAt(at) != '(') {
        throw new MalformedExample("does not begin with a bracket, but with " + shown(at));
      }
      do {
        switch (line.charAt(at)) {
          case '(' -> open();
          case ')' -> close();
          default -> word();
        }
        skipSpace();
      } while (!open.isEmpty() && at < line.length());
      requireEnd();
      return growing.tree();
    }

    private void requireEnd() throws MalformedExample {
      if (!open.isEmpty()) {
        throw malformed(
            open.peek().start,
            "%s not closed, the last one"
                .formatted(Phrases.count(open.size(), "bracket that is", "brackets that are")));
      }
      if (at < line.length()) {
        String what =
            switch (line.charAt(at)) {
              case '(' -> "a second tree";
              case ')' -> "a bracket that closes none";
              default -> "text behind its tree";
            };
        throw malformed(at, what);
      }
    }

    private void open() throws MalformedExample {
      int start = at++;
      skipSpace();
      boolean labelled = isLabelled();
      String label = labelled ? atom() : "";
      if (label.isEmpty() && labelled) {
        throw malformed(start, "a node without a label");
      }
      if (!open.isEmpty()) {
        beginChild(open.peek());
      }
      open.push(new Bracket(start, growing.node(label.isEmpty() ? null : label)));
    }

    /** Whether the bracket that is being opened begins with a label. */
    private boolean isLabelled() {
      return switch (labels) {
        case NODES, ROOT_OF_TAGGED -> true;
        case ROOT -> open.isEmpty();
        case NONE -> false;
      };
    }

    private void word() throws MalformedExample {
      Bracket bracket = open.peek();
      if (bracket.children == 0) {
        // It may be the only one, and the bracket its leaf.
        bracket.children++;
        bracket.wordStart = at;
        bracket.word = atom();
      } else {
        beginChild(bracket);
        leaf(at, atom());
      }
    }

    /** What was the first word of a bracket is then not the only thing in it. */
    private void beginChild(Bracket bracket) throws MalformedExample {
      if (bracket.word != null) {
        leaf(bracket.wordStart, bracket.word);
        bracket.word = null;
      }
      bracket.children++;
    }

    /** A word beside others, which has no bracket of its own. */
    private void leaf(int start, String word) throws MalformedExample {
      if (labels == Labels.NODES) {
        throw malformed(start, "a node without a label");
      }
      growing.node(null);
      growing.word(word);
    }

    private void close() throws MalformedExample {
      Bracket bracket = open.pop();
      at++;
      if (bracket.children == 0) {
        throw malformed(bracket.start, "a node without a word");
      } else if (bracket.word != null) {
        growing.word(bracket.word);
      } else if (bracket.children == 1) {
        merge(bracket);
      } else if (most > 0 && bracket.children > most) {
        throw malformed(
            bracket.start,
            "a node of %d children (corpus.trees.children is %d)"
                .formatted(bracket.children, most));
      } else {
        growing.close(bracket.node, bracket.children);
      }
    }

    private void merge(Bracket bracket) throws MalformedExample {
      if (oneChild == OneChild.REFUSE) {
        throw malformed(bracket.start, "a node of one child (corpus.trees.one-child is refuse)");
      }
      growing.merge(bracket.node);
    }

    private MalformedExample malformed(int place, String what) {
      return new MalformedExample(
          "has %s at character %d: %s".formatted(what, place + 1, shown(place)));
    }

    private String atom() {
      int start = at;
      while (at < line.length() && !isSpace() && line.charAt(at) != '(' && line.charAt(at) != ')') {
        at++;
      }
      return line.substring(start, at);
    }

    private void skipSpace() {
      while (at < line.length() && isSpace()) {
        at++;
      }
    }

    private boolean isSpace() {
      char c = line.charAt(at);
      return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private String shown(int from) {
      int to = Math.min(line.length(), from + SHOWN);
      return line.substring(from, to) + (to < line.length() ? "…" : "");
    }
  }
}
