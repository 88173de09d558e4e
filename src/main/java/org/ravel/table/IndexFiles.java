package org.ravel.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.ravel.config.MalformedText;
import org.ravel.corpus.FileBytes;
import org.ravel.corpus.SourceFile;
import org.ravel.error.InputException;
import org.ravel.wording.Phrases;

/** Text files with the names of images, one on each line: an index for each array of NumPy. */
final class IndexFiles {
  /** Ten million names have not so many bytes. */
  private static final int MOST = 1 << 28;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private IndexFiles() {}

  /**
   * The index of each file: the one with the same name but for what follows its last dot, and but
   * for the suffix of a compressed file. Where files in several folders have the same name, their
   * folders must be called the same, too. A single file and a single index need no such name.
   *
   * @return for each of the files its index, in their order
   * @throws InputException if one of either has no partner
   */
  static List<SourceFile> of(List<SourceFile> files, List<SourceFile> indices) {
    if (files.size() == 1 && indices.size() == 1) {
      return indices;
    }
    int depth = Math.max(depth(files), depth(indices));
    Map<String, SourceFile> byName = new HashMap<>();
    indices.forEach(index -> byName.put(name(index, depth), index));
    List<SourceFile> found = new ArrayList<>();
    for (SourceFile file : files) {
      SourceFile index = byName.remove(name(file, depth));
      if (index == null) {
        throw new InputException(
            "%s has no partner among %s of corpus.captions.index; name the one with its images %s.txt, or leave the file out"
                .formatted(file.path(), Phrases.count(indices.size(), "file"), name(file, depth)));
      }
      found.add(index);
    }
    // The first by path: the same in each run.
    byName.values().stream()
        .map(SourceFile::path)
        .sorted()
        .findFirst()
        .ifPresent(
            path -> {
              throw new InputException(
                  "%s has no partner among %s of the input; add the array whose images it names, or take it out of corpus.captions.index"
                      .formatted(path, Phrases.count(files.size(), "array")));
            });
    return found;
  }

  /** As many last parts of the paths as tell all files apart. */
  private static int depth(List<SourceFile> files) {
    for (int depth = 1; ; depth++) {
      Map<String, SourceFile> apart = new HashMap<>();
      boolean longer = false;
      SourceFile[] same = null;
      for (SourceFile file : files) {
        SourceFile other = apart.put(name(file, depth), file);
        longer |= name(file, depth).length() < name(file, depth + 1).length();
        same = other == null ? same : new SourceFile[] {other, file};
      }
      if (same == null) {
        return depth;
      }
      if (!longer) {
        throw new InputException(
            "%s and %s have the same name but for the end; leave one of them out, or rename it"
                .formatted(same[0].path(), same[1].path()));
      }
    }
  }

  /** The last parts of a file's path, without the end. */
  private static String name(SourceFile file, int depth) {
    String plain = file.compressed() ? withoutEnd(file.path()) : file.path();
    String path = withoutEnd(plain);
    int from = path.length();
    for (int i = 0; i < depth && from >= 0; i++) {
      from = path.lastIndexOf('/', from - 1);
    }
    return path.substring(from + 1);
  }

  private static String withoutEnd(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
  }

  /**
   * The names in an index.
   *
   * @throws InputException if it is no text in UTF-8, or names another number of images than there
   *     are
   */
  static List<String> names(
      Configuration hadoop,
      SourceFile index,
      SourceFile file,
      NpyHeader header,
      MalformedText malformed) {
    byte[] bytes = FileBytes.read(hadoop, index, 0, MOST + 1);
    if (bytes.length > MOST) {
      throw new InputException(
          "%s has more than %,d bytes, which is too long for the names of images; divide it, and %s with it"
              .formatted(index.path(), MOST, file.path()));
    }
    String text =
        StrictText.decode(bytes, malformed)
            .orElseThrow(
                () ->
                    new InputException(
                        "%s is not UTF-8; %s".formatted(index.path(), StrictText.REMEDY)));
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    List<String> names = text.substring(marked ? 1 : 0).lines().map(String::strip).toList();
    if (names.size() != header.rows()) {
      throw new InputException(
          "%s names %s but %s has %,d; correct the files"
              .formatted(
                  index.path(), Phrases.count(names.size(), "image"), file.path(), header.rows()));
    }
    return names;
  }
}
