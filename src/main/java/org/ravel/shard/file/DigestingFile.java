package org.ravel.shard.file;

import java.io.IOException;
import java.security.MessageDigest;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.ravel.storage.Sha256;

/** A file whose SHA-256 is taken while Parquet writes it, so that it need not be read again. */
final class DigestingFile implements OutputFile {
  private final Configuration hadoop;
  private final Path path;
  private final MessageDigest digest = Sha256.digest();
  private long length;
  private String sha256;

  DigestingFile(Configuration hadoop, Path path) {
    this.hadoop = hadoop;
    this.path = path;
  }

  /** The file's length, once it is closed. */
  long length() {
    return length;
  }

  /** The file's digest, once it is closed. */
  String sha256() {
    return sha256;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    FileSystem fileSystem = path.getFileSystem(hadoop);
    return new Stream(fileSystem.create(path, false));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return path.toString();
  }

  private final class Stream extends PositionOutputStream {
    private final FSDataOutputStream out;

    Stream(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return length;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int count) throws IOException {
      out.write(buffer, offset, count);
      digest.update(buffer, offset, count);
      length += count;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
      if (sha256 == null) {
        sha256 = Sha256.hex(digest);
      }
    }
  }
}
