package org.ravel.storage;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.error.InputException;

/** Reads what a {@link NumberWriter} wrote, and refuses what is cut off or damaged. */
public final class NumberReader {
  /** Numbers of the longest array that is read: far more than any small model has. */
  private static final int MOST_NUMBERS = 1 << 28;

  private final DataInputStream in;
  private final String file;
  private final String what;
  private final String remedy;

  /**
   * Reads a stream.
   *
   * @param file its name, for messages
   * @param what it should be, such as {@code linear model}
   * @param remedy what to do with one that is damaged, such as {@code publish the model again}
   */
  public NumberReader(InputStream in, String file, String what, String remedy) {
    this.in = new DataInputStream(in);
    this.file = file;
    this.what = what;
    this.remedy = remedy;
  }

  /** Reads something. */
  @FunctionalInterface
  public interface Part<T> {
    /** Reads it. */
    T read() throws IOException;
  }

  /**
   * Reads what comes.
   *
   * @throws InputException if the file ends before it, or if its numbers are refused by an {@link
   *     IllegalArgumentException}
   */
  public <T> T part(Part<T> part) throws IOException {
    try {
      return part.read();
    } catch (EOFException e) {
      throw new InputException("%s is cut off; %s".formatted(file, remedy), e);
    } catch (IllegalArgumentException e) {
      throw damaged(e.getMessage());
    }
  }

  private InputException damaged(String why) {
    return new InputException("%s is no %s: %s; %s".formatted(file, what, why, remedy));
  }

  /** Reads what a {@link NumberWriter#header} wrote, and refuses what another one did. */
  public void header(int magic, int format) throws IOException {
    int[] found = part(() -> new int[] {in.readInt(), in.readInt()});
    if (found[0] != magic) {
      throw damaged("it begins otherwise");
    }
    if (found[1] != format) {
      throw new InputException(
          "%s has format %d, but this version reads %d; use the version of Ravel that wrote it"
              .formatted(file, found[1], format));
    }
  }

  /** Reads a constant. */
  public <T> T constant(T[] constants) throws IOException {
    int place = in.readInt();
    if (place < 0 || place >= constants.length) {
      throw damaged("%d is none of %d kinds".formatted(place, constants.length));
    }
    return constants[place];
  }

  /** Reads a whole number. */
  public int integer() throws IOException {
    return in.readInt();
  }

  /** Reads whole numbers. */
  public List<Integer> integers() throws IOException {
    int count = count();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(in.readInt());
    }
    return numbers;
  }

  /** Reads a number. */
  public double number() throws IOException {
    return in.readDouble();
  }

  /** Reads true or false. */
  public boolean flag() throws IOException {
    return in.readBoolean();
  }

  private int count() throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_NUMBERS) {
      throw damaged("an array of %d numbers".formatted(count));
    }
    return count;
  }

  /** Reads rows. */
  public double[][] matrix() throws IOException {
    int rows = count();
    List<double[]> matrix = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      matrix.add(vector());
    }
    return matrix.toArray(new double[0][]);
  }

  /** Reads numbers. */
  public double[] vector() throws IOException {
    // Read in pieces: a damaged length takes no memory.
    int count = count();
    double[] numbers = new double[Math.min(count, 1 << 12)];
    for (int i = 0; i < count; i++) {
      if (i == numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.min(count, 2 * i));
      }
      numbers[i] = in.readDouble();
    }
    return numbers;
  }
}
