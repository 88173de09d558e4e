package org.ravel.ngram;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.ravel.error.InputException;

/** Makes the bytes of an {@link NGramPart} from its n-grams and a number of each. */
public final class PartBuilder {
  private final int order;
  private final int parts;
  private final NodeShares rule;

  /** By level: tokens and numbers of the nodes, such as counts, and their first children. */
  private final int[][] tokens;

  private final long[][] counts;
  private final int[][] children;
  private final int[] sizes;

  private PartBuilder(int order, int parts, int firstLevel, NodeShares rule) {
    this.order = order;
    this.parts = parts;
    this.rule = rule;
    this.tokens = new int[order + 1][1024];
    this.counts = new long[order + 1][1024];
    this.children = new int[order + 1][1024];
    this.children[1] = new int[firstLevel + 1];
    this.sizes = new int[order + 1];
  }

  /**
   * Makes a part.
   *
   * @param grams of two tokens or more; with each also the one that it lengthens
   * @param vocabularySize number of tokens
   * @param part its number
   * @param parts how many there are
   * @throws InputException if it has more bytes than can be mapped
   */
  public static byte[] build(
      int order,
      GramRows grams,
      int vocabularySize,
      int part,
      int parts,
      Interpolation interpolation) {
    return build(order, grams, grams.distinct(), vocabularySize, part, parts, interpolation);
  }

  /**
   * Makes a part.
   *
   * @param rows of the n-grams in order, each once
   * @param rule what the numbers of n-grams mean
   */
  static byte[] build(
      int order,
      GramRows grams,
      int[] rows,
      int vocabularySize,
      int part,
      int parts,
      NodeShares rule) {
    int firstLevel = (vocabularySize - part + parts - 1) / parts;
    PartBuilder builder = new PartBuilder(order, parts, firstLevel, rule);
    builder.addAll(grams, rows);
    return builder.bytes();
  }

  private void addAll(GramRows grams, int[] rows) {
    for (int row : rows) {
      int level = grams.length(row);
      // The n-grams that begin with the same token follow each other.
      openUpTo(grams.token(row, 0) / parts);
      add(level, grams.token(row, level - 1), grams.count(row));
    }
    openUpTo(children[1].length - 1);
    for (int level = 2; level < order; level++) {
      makeRoom(level);
      children[level][sizes[level]] = sizes[level + 1];
    }
  }

  private void openUpTo(int node) {
    while (sizes[1] <= node) {
      children[1][sizes[1]++] = sizes[2];
    }
  }

  private void add(int level, int token, long count) {
    makeRoom(level);
    tokens[level][sizes[level]] = token;
    counts[level][sizes[level]] = count;
    if (level < order) {
      children[level][sizes[level]] = sizes[level + 1];
    }
    sizes[level]++;
  }

  private void makeRoom(int level) {
    if (sizes[level] == tokens[level].length) {
      int room = Math.multiplyExact(sizes[level], 2);
      tokens[level] = Arrays.copyOf(tokens[level], room);
      counts[level] = Arrays.copyOf(counts[level], room);
      children[level] = Arrays.copyOf(children[level], room);
    }
  }

  private byte[] bytes() {
    // All tokens, without the end behind them.
    sizes[1]--;
    long length = NGramPart.length(order, sizes);
    if (length > Integer.MAX_VALUE - Long.BYTES) {
      throw new InputException(
          "a part of the model would have %,d bytes but at most %,d can be mapped: too many n-grams begin with one token; lower model.ngram.order"
              .formatted(length, Integer.MAX_VALUE - Long.BYTES));
    }
    ByteBuffer out = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    for (int level = 1; level <= order; level++) {
      out.putInt(sizes[level]);
    }
    float[] shares = new float[sizes[1] + 1];
    for (int level = 1; level < order; level++) {
      shares = writeNodes(out, level, shares);
    }
    writeTokens(out, order);
    for (int node = 0; node < sizes[order]; node++) {
      out.putFloat(shares[node]);
    }
    return out.array();
  }

  private void writeTokens(ByteBuffer out, int level) {
    out.asIntBuffer().put(tokens[level], 0, sizes[level]);
    out.position(out.position() + sizes[level] * Integer.BYTES);
  }

  /** Writes a level's nodes, and gives the shares of the next one's. */
  private float[] writeNodes(ByteBuffer out, int level, float[] shares) {
    if (level > 1) {
      writeTokens(out, level);
    }
    float[] next = new float[sizes[level + 1] + 1];
    for (int node = 0; node <= sizes[level]; node++) {
      out.putFloat(shares[node]);
      out.putFloat(node < sizes[level] ? (float) shareOut(level, node, next) : 0);
      out.putInt(children[level][node]);
    }
    return next;
  }

  /** Sets the shares of a node's children, and gives the rest. */
  private double shareOut(int level, int node, float[] next) {
    long own = level == 1 ? 0 : counts[level][node];
    int start = children[level][node];
    int end = children[level][node + 1];
    return rule.shareOut(level + 1, node, own, counts[level + 1], start, end, next);
  }
}
