/**
 * Hadoop file systems as the project uses them: the file system comes from the path's URI, outputs
 * are written aside and renamed into place, and refusals become messages for the user.
 */
package org.ravel.storage;
