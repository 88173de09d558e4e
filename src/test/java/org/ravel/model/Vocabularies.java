package org.ravel.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.ravel.corpus.Vocabulary;
import org.ravel.storage.Storage;

/** Vocabularies of characters, written by hand. */
public final class Vocabularies {
  private Vocabularies() {}

  /** {@code <unk>}, {@code <eos>} if lines are documents, and the letters, in that order. */
  public static Vocabulary of(Path folder, String letters, boolean lines) {
    int specials = lines ? 2 : 1;
    StringBuilder text =
        new StringBuilder(
            "{\"format\":1,\"tokenizer\":\"character\",\"lowerCase\":false,\"documents\":\"%s\",\"size\":%d}\n"
                .formatted(lines ? "line" : "none", specials + letters.length()));
    text.append("[\"<unk>\",0]\n").append(lines ? "[\"<eos>\",1]\n" : "");
    letters.chars().forEach(letter -> text.append("[\"%c\",1]\n".formatted((char) letter)));
    try {
      Path file = Files.createTempFile(folder, "vocabulary", ".jsonl");
      Files.writeString(file, text);
      return Vocabulary.read(
          new Storage(new Configuration()), new org.apache.hadoop.fs.Path(file.toUri()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
