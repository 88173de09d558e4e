package org.ravel.model;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/** What an attacker's class does: it acts when it is loaded, and when it is deserialised. */
final class Gadget implements Serializable {
  private static final long serialVersionUID = 1L;

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    Traces.deserialised = true;
  }

  /** A class whose initialiser is the attack: it need not be of the type that is asked for. */
  static final class Initialised {
    static {
      Traces.initialised = true;
    }

    private Initialised() {}
  }

  /** What has happened; apart, so that looking at it does not make it happen. */
  static final class Traces {
    static boolean deserialised;
    static boolean initialised;

    private Traces() {}
  }
}
