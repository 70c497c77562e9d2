<%@ Language=VBScript %>
<HTML><HEAD><TITLE>Harbor Facts</TITLE><META NAME="DC.date.issued" CONTENT="2009-07-08"><META NAME="author" CONTENT="Ann Poe"></HEAD>
<BODY BGCOLOR=white><TABLE WIDTH=100%><TR><TD><A HREF="a.asp">Home</A> <A HREF="b.asp">News</A> <A HREF="c.asp">Ports</A> <A HREF="d.asp">Jobs</A></TD>
<TD><H1>Harbor Facts</H1><P>The Harbor Board was created in 1998.<P>It has <B>seven</B> members:
<OL><LI>a chair<LI>six others</OL>
<TABLE BORDER=1><TR><TH>Founded</TH><TD>1998</TD></TR><TR><TH>Seat</TH><TD>Port Alder</TD></TR></TABLE>
</TD></TR></TABLE></BODY></HTML>
