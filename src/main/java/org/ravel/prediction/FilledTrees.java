package org.ravel.prediction;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.ravel.corpus.Vocabulary;
import org.ravel.example.BracketedTree;
import org.ravel.example.MalformedExample;
import org.ravel.example.TreeReader;
import org.ravel.table.FilledColumns.Gaps;
import org.ravel.table.InputRow;

/**
 * The trees of the input, a line each, with the labels that the model gives.
 *
 * @param reader of the same trees
 * @param names of labels, by id
 * @param rootOnly whether the model has learned labels of roots: what others are called then stays
 */
record FilledTrees(TreeReader reader, List<String> names, boolean rootOnly) implements RowOutput {

  static FilledTrees of(PredictionInput input, Vocabulary labels) {
    return new FilledTrees(input.trees(), labels.tokens(), input.rootOnly());
  }

  @Override
  public List<Row> head() {
    return List.of();
  }

  @Override
  public Gaps gaps(InputRow row) {
    return null;
  }

  @Override
  public Row row(ReadRow read, RowAnswer answer) {
    BracketedTree tree = tree(read);
    List<String> labels = new ArrayList<>(tree.labels());
    for (int node = 0; node < (rootOnly ? 1 : labels.size()); node++) {
      labels.set(node, names.get(answer.labels()[node]));
    }
    return RowFactory.create(tree.labelled(labels).text());
  }

  /** The words as they are, in whatever case the model reads them. */
  private BracketedTree tree(ReadRow read) {
    try {
      return reader.tree(read.row().record());
    } catch (MalformedExample e) {
      throw new IllegalStateException("a tree that was read is malformed", e);
    }
  }
}
