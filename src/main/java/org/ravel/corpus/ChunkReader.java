package org.ravel.corpus;

import java.io.EOFException;
import java.io.IOException;
import java.security.MessageDigest;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.ravel.config.Documents;
import org.ravel.config.TokenizerKind;
import org.ravel.error.InputException;
import org.ravel.storage.Refusal;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/** Reads the chunks of a corpus: bytes, text, documents, tokens. Belongs to one thread. */
public final class ChunkReader {
  private static final int BLOCK = 1 << 16;

  private final Configuration hadoop;
  private final Corpus corpus;
  private final DocumentCutter cutter;
  private final int block;

  /** Reads through the file systems that the configuration describes. */
  public ChunkReader(Configuration hadoop, Corpus corpus) {
    this(hadoop, corpus, BLOCK);
  }

  /** The same with blocks of that many chars; the tokens do not depend on it. */
  ChunkReader(Configuration hadoop, Corpus corpus, int block) {
    this.hadoop = hadoop;
    this.corpus = corpus;
    this.block = block;
    this.cutter = new DocumentCutter(corpus.format(), block);
  }

  /**
   * Hands a chunk's tokens to the sink, until it is done.
   *
   * @return SHA-256 of the chunk's text as it is before decoding; without meaning if the sink was
   *     done before the end
   * @throws InputException if the text is malformed, cut off, or not what was listed
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public String read(Chunk chunk, CorpusSink sink) {
    MessageDigest digest = Sha256.digest();
    for (Chunk.Piece piece : chunk.pieces()) {
      if (sink.done()) {
        break;
      }
      SourceFile file = corpus.sources().get(piece.source());
      sink.source(piece.source());
      sink.stream(streamOf(file));
      Path path = new Path(file.path());
      try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
        if (file.compressed()) {
          readCompressed(path, in, digest, sink);
        } else {
          readPlain(file, piece, in, digest, sink);
        }
      } catch (EOFException e) {
        requireWhole(path, file);
        throw Refusal.explain("read", path, e);
      } catch (IOException e) {
        throw Refusal.explain("read", path, e);
      }
    }
    return Sha256.hex(digest);
  }

  /** A file whose end came too early may have been replaced by a shorter one. */
  private void requireWhole(Path path, SourceFile file) {
    long length = new Storage(hadoop).status(path).getLen();
    if (length < file.bytes()) {
      throw changed(file, length);
    }
  }

  private static InputException changed(SourceFile file, long end) {
    return new InputException(
        "%s changed while it was read: it had %d bytes when it was listed and now ends at offset %d; run ravel prepare again when it is complete"
            .formatted(file.path(), file.bytes(), end));
  }

  /** The stream until the documents say otherwise. */
  private int streamOf(SourceFile file) {
    return corpus.format().documents() == Documents.FILE
        ? corpus.format().split().stream(DocumentHash.of(file.name()))
        : 0;
  }

  private void readPlain(
      SourceFile file,
      Chunk.Piece piece,
      FSDataInputStream in,
      MessageDigest digest,
      CorpusSink sink)
      throws IOException {
    boolean lines = corpus.format().documents() == Documents.LINE;
    boolean leads = corpus.format().tokenizer().kind() == TokenizerKind.SUBWORD;
    long start = Boundary.after(in, piece.start(), file.bytes(), lines, leads);
    long end = Boundary.after(in, piece.end(), file.bytes(), lines, leads);
    if (start >= end) {
      return;
    }
    in.seek(start);
    DecodedText text =
        new DecodedText(in, file.path(), start, end - start, corpus.format(), digest, block);
    cutter.cut(text, start == 0, end == file.bytes(), sink);
    if (text.missing() > 0) {
      throw changed(file, end - text.missing());
    }
  }

  private void readCompressed(
      Path path, FSDataInputStream raw, MessageDigest digest, CorpusSink sink) throws IOException {
    CompressedSource.decompress(
        hadoop,
        path,
        raw,
        in ->
            cutter.cut(
                new DecodedText(
                    in,
                    path + " (decompressed)",
                    0,
                    Long.MAX_VALUE,
                    corpus.format(),
                    digest,
                    block),
                true,
                true,
                sink));
  }
}
