package org.ravel.ngram;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A model's file, mapped into memory: the operating system reads what is looked up, and several
 * processes share it. It is unmapped when nobody holds this any more.
 */
final class NGramTable {
  private final int order;
  private final boolean backsOff;
  private final double[] unigrams;
  private final NGramPart[] parts;

  private NGramTable(NGramHeader header, NGramPart[] parts) {
    this.order = header.order();
    this.backsOff = header.combination() == NGramHeader.Combination.BACKING_OFF;
    this.unigrams = header.unigrams();
    this.parts = parts;
  }

  /**
   * Maps a file.
   *
   * @param name for messages
   * @throws org.ravel.error.InputException if it is no such file, or cut off
   */
  static NGramTable map(Path file, String name) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long beginning = Math.min(channel.size(), Integer.MAX_VALUE);
      ByteBuffer start = channel.map(MapMode.READ_ONLY, 0, beginning);
      NGramHeader header = NGramHeader.read(start, channel.size(), name);
      NGramPart[] parts = new NGramPart[header.partLengths().size()];
      long at = header.length();
      for (int i = 0; i < parts.length; i++) {
        int length = header.partLengths().get(i);
        parts[i] = new NGramPart(header.order(), channel.map(MapMode.READ_ONLY, at, length), name);
        at += length;
      }
      return new NGramTable(header, parts);
    }
  }

  int order() {
    return order;
  }

  /** Whether the longest n-gram that is there has the whole probability. */
  boolean backsOff() {
    return backsOff;
  }

  int tokens() {
    return unigrams.length;
  }

  /** Different n-grams of so many tokens. */
  long count(int length) {
    return length == 1
        ? unigrams.length
        : Arrays.stream(parts).mapToLong(part -> part.count(length)).sum();
  }

  /** Without a history. */
  double unigram(int token) {
    return unigrams[token];
  }

  /** The number of the part with what begins with a token. */
  int partOf(int token) {
    return token % parts.length;
  }

  /** Its node on level 1. */
  int nodeOf(int token) {
    return token / parts.length;
  }

  /** How many parts there are. */
  int parts() {
    return parts.length;
  }

  NGramPart part(int number) {
    return parts[number];
  }
}
