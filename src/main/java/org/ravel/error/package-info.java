/**
 * What goes wrong, by whose fault it is: each exception knows the exit code of the process that
 * ends with it. Messages say what, its value, the rule and the remedy.
 */
package org.ravel.error;
