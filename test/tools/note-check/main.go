// Checks signed notes, checkpoints and proofs with the code of the Go checksum database, which is not ours.
//
//	note-check note VKEY < note                          opens the note
//	note-check inclusion VKEY LEAF < tlog-proof          LEAF: a file with the bytes of the leaf
//	note-check consistency VKEY OLD < proof              OLD: a file with the older checkpoint
//	note-check bundle VKEY FOLDER                        an unpacked bundle: its checkpoint, its leaves, checkpoints handed out before
//
// Prints "ok SIZE ROOT" of the checkpoint, or fails.
package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("usage: note-check note|inclusion|consistency|bundle VKEY [FILE]")
	}
	verifier, err := note.NewVerifier(args[1])
	if err != nil {
		return err
	}
	if args[0] == "bundle" && len(args) == 3 {
		return bundle(args[2], verifier)
	}
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	if args[0] == "note" {
		size, root, err := checkpoint(input, verifier)
		if err == nil {
			fmt.Println("ok", size, root)
		}
		return err
	}
	other, err := os.ReadFile(args[2])
	if err != nil {
		return err
	}
	head, body, found := strings.Cut(string(input), "\n\n")
	if !found {
		return fmt.Errorf("no empty line before the checkpoint")
	}
	size, root, err := checkpoint([]byte(body), verifier)
	if err != nil {
		return err
	}
	lines := strings.Split(head, "\n")
	switch args[0] {
	case "inclusion":
		if lines[0] != "c2sp.org/tlog-proof@v1" {
			return fmt.Errorf("not a tlog-proof: %q", lines[0])
		}
		lines = lines[1:]
		if strings.HasPrefix(lines[0], "extra ") {
			lines = lines[1:]
		}
		index, err := numbered(lines[0], "index ")
		if err != nil {
			return err
		}
		hashes, err := parse(lines[1:])
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(hashes, size, root, index, tlog.RecordHash(other)); err != nil {
			return err
		}
	case "consistency":
		oldSize, oldRoot, err := checkpoint(other, verifier)
		if err != nil {
			return err
		}
		if named, err := numbered(lines[0], "old "); err != nil || named != oldSize {
			return fmt.Errorf("the proof is from %q, the older checkpoint has %d leaves", lines[0], oldSize)
		}
		hashes, err := parse(lines[1:])
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(hashes, size, root, oldSize, oldRoot); err != nil {
			return err
		}
	default:
		return fmt.Errorf("unknown command %q", args[0])
	}
	fmt.Println("ok", size, root)
	return nil
}

func checkpoint(message []byte, verifier note.Verifier) (int64, tlog.Hash, error) {
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return 0, tlog.Hash{}, fmt.Errorf("not a checkpoint: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return size, root, err
}

func numbered(line, word string) (int64, error) {
	number, found := strings.CutPrefix(line, word)
	if !found {
		return 0, fmt.Errorf("%q does not begin with %q", line, word)
	}
	return strconv.ParseInt(number, 10, 64)
}

func parse(lines []string) ([]tlog.Hash, error) {
	hashes := []tlog.Hash{}
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}
