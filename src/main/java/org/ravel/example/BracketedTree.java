package org.ravel.example;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A tree as files have it: brackets in brackets, of which each may begin with a label, and words. A
 * bracket with one word is a leaf; so is each word beside others.
 *
 * @param words of the leaves, from left to right
 * @param children how many each node has, a node before its children
 * @param labels by node; null for a node without one
 */
public record BracketedTree(List<String> words, List<Integer> children, List<String> labels) {

  /** The tree in brackets on one line. Reading it again gives the same tree. */
  public String text() {
    StringBuilder text = new StringBuilder();
    Deque<Integer> missing = new ArrayDeque<>();
    int word = 0;
    for (int node = 0; node < children.size(); node++) {
      String label = labels.get(node);
      if (children.get(node) == 0) {
        String leaf = words.get(word++);
        text.append(label == null ? leaf : "(%s %s)".formatted(label, leaf));
        while (!missing.isEmpty() && missing.peek() == 1) {
          missing.pop();
          text.append(')');
        }
        if (!missing.isEmpty()) {
          missing.push(missing.pop() - 1);
          text.append(' ');
        }
      } else {
        text.append('(').append(label == null ? "" : label + " ");
        missing.push(children.get(node));
      }
    }
    return text.toString();
  }

  /** The same with other labels. */
  public BracketedTree labelled(List<String> others) {
    return new BracketedTree(words, children, others);
  }

  /** A tree whose nodes come one by one. */
  static final class Growing {
    private final List<String> words = new ArrayList<>();
    private final List<Integer> children = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    /** Takes a node whose children come next, and gives its place. */
    int node(String label) {
      children.add(0);
      labels.add(label);
      return children.size() - 1;
    }

    /** Takes the word of the node that came last, a leaf. */
    void word(String word) {
      words.add(word);
    }

    /** Sets how many children a node has got. */
    void close(int node, int count) {
      children.set(node, count);
    }

    /** Makes one node of two, of which the other one is the only child. */
    void merge(int outer) {
      children.remove(outer);
      labels.remove(outer + 1);
    }

    BracketedTree tree() {
      return new BracketedTree(List.copyOf(words), List.copyOf(children), labels);
    }
  }
}
